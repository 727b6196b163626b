-- Requests that were named by their sender, and what they made: asked for
-- again, they are answered with that.
create table idempotency (
	reseller    bigint not null references reseller (id),
	name        {{.Text}} not null, -- the sender's, Idempotency-Key
	asked       {{.Blob}} not null, -- SHA-256 of what was asked for
	made_text   text not null default '',
	made_number bigint not null default 0,
	expires_at  bigint not null,
	primary key (reseller, name)
){{.WithoutRowid}};

create index idempotency_by_expiry on idempotency (expires_at);
