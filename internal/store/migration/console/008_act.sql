-- What is kept together with a change: its line in the audit trail, the work
-- that follows from it, and the version of what was changed.
alter table company add column version bigint not null default 1;
alter table company add column by_balance integer not null default 0; -- the status that its balance gives
alter table project add column version bigint not null default 1;

create table audit (
	number     {{.Row}}, -- from 1, without gaps
	at         bigint not null,
	actor_kind text not null,
	actor      text not null,
	actor_name text not null,
	on_behalf  bigint not null, -- 0: of nobody
	action     {{.Text}} not null,
	reseller   bigint not null, -- whose trail it is in; 0: nobody's
	company    bigint not null, -- 0: none
	target     text not null,
	changes    text not null, -- JSON
	addr       text not null,
	request    text not null,
	hash       {{.Blob}} not null -- of this row and the hash of the one before
);

create index audit_by_reseller on audit (reseller, number);
create index audit_by_company on audit (company, number);

-- The last row of audit: whoever appends takes it first.
create table audit_head (
	id     smallint not null primary key,
	number bigint not null,
	hash   {{.Blob}} not null
){{.WithoutRowid}};

insert into audit_head (id, number, hash) values (1, 0, {{.NoHash}});

-- Work that is kept until it is done, and for a while afterwards.
create table job (
	id         {{.ID}},
	kind       {{.Text}} not null,
	payload    {{.Blob}} not null,
	reseller   bigint not null, -- whose it is; 0: nobody's
	user_id    bigint not null,
	created_at bigint not null,
	state      text not null default 'queued',
	run_at     bigint not null, -- when somebody should take it up: while it is running, when its lease ends
	claims     bigint not null default 0, -- how often it was taken up: only the last one may write
	attempts   integer not null default 0, -- how many of them count
	done       bigint not null default 0,
	total      bigint not null default 0, -- 0: unknown
	result     {{.Blob}}, -- JSON
	error      text not null default '', -- of the last attempt
	ended_at   bigint not null default 0
);

create index job_due on job (kind, run_at, id) where ended_at = 0;
create index job_ended on job (ended_at) where ended_at > 0;
create index job_by_reseller on job (reseller, kind, id);

-- The file that a job makes.
create table job_part (
	job  bigint not null references job (id) on delete cascade,
	seq  integer not null, -- from 0
	data {{.Blob}} not null,
	primary key (job, seq)
);
