-- Applications of would-be resellers.
create table application (
	id         {{.ID}},
	company    text not null,
	name       text not null,
	email      text not null,
	country    text not null,
	note       text not null,
	language   text not null,
	created_at bigint not null,
	state      text not null default 'open', -- open, approved, declined
	reason     text not null default '',     -- why it was declined
	decided_at bigint not null default 0,
	reseller   bigint references reseller (id) -- that was made of it
);

create index application_by_state on application (state, id);
