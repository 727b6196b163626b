-- Addresses that are told what happens.
create table hook_endpoint (
	id            {{.Text}} not null primary key,
	reseller      bigint not null references reseller (id),
	name          text not null,
	url           text not null,
	events        text not null, -- separated by spaces
	switch        text not null, -- on, off or gone
	failing_since bigint not null default 0, -- 0: it is well
	created_at    bigint not null,
	sealed        {{.Blob}} not null, -- the secret, see account.Sealer
	old           {{.Blob}}, -- the one before
	old_until     bigint not null default 0 -- how long that signs, too
){{.WithoutRowid}};

create index hook_endpoint_by_reseller on hook_endpoint (reseller, name, id);

-- Messages to them. A job delivers each that waits.
create table hook_delivery (
	id         {{.ID}},
	endpoint   {{.Text}} not null references hook_endpoint (id) on delete cascade,
	reseller   bigint not null,
	message    text not null, -- its id for receivers
	event      text not null,
	body       text not null,
	created_at bigint not null,
	state      text not null, -- waiting, delivered or failed
	tries      integer not null default 0, -- since it was made or replayed
	next_at    bigint not null,
	attempts   integer not null default 0, -- ever
	job        bigint not null default 0
);

create index hook_delivery_by_reseller on hook_delivery (reseller, id);
create index hook_delivery_by_endpoint on hook_delivery (endpoint, state, created_at);
create index hook_delivery_old on hook_delivery (created_at);

create table hook_attempt (
	delivery bigint not null references hook_delivery (id) on delete cascade,
	number   integer not null, -- from 1
	at       bigint not null,
	took     bigint not null, -- in microseconds
	status   integer not null, -- 0: there was no answer
	error    text not null,
	answer   text not null, -- how it begins
	primary key (delivery, number)
){{.WithoutRowid}};
