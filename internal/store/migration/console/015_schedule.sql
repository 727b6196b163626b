-- Saved choices of what a sheet of usage holds.
create table export_template (
	id         {{.ID}},
	reseller   bigint not null references reseller (id),
	user_id    bigint not null, -- who saved it
	scope      bigint not null, -- who sees it: 0 for all of the reseller's users, else the one
	name       text not null,
	name_fold  {{.Text}} not null,
	content    text not null, -- JSON
	created_at bigint not null,
	unique (reseller, scope, name_fold)
);

-- Sheets that are made again and again.
create table export_schedule (
	id         {{.ID}},
	reseller   bigint not null references reseller (id),
	name       text not null,
	content    text not null, -- JSON: what, whose, when
	paused     integer not null default 0,
	next_at    bigint not null, -- when it is due
	last_due   bigint not null default 0, -- of the last export that it has begun; 0: none
	last_job   bigint not null default 0,
	last_state text not null default '', -- what became of that, as far as known
	created_at bigint not null
);

create index export_schedule_by_reseller on export_schedule (reseller, id);
create index export_schedule_due on export_schedule (next_at) where paused = 0;
