-- Keys that sign requests to the reseller API.
create table access_key (
	id         {{.Text}} not null primary key, -- as the Authorization header names it
	reseller   bigint not null references reseller (id),
	name       text not null,
	created_at bigint not null,
	expires_at bigint not null, -- 0: never
	allow      text not null,   -- networks, separated by spaces; empty: any
	read_only  smallint not null,
	strict     smallint not null,
	sealed     {{.Blob}} not null, -- the secret, see account.Sealer
	used_at    bigint not null default 0,
	used_addr  text not null default '',
	used_agent text not null default ''
){{.WithoutRowid}};

create index access_key_by_reseller on access_key (reseller, created_at, id);
