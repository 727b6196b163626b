-- Forms of operators are remembered, too: as of reseller 0, which there is not.
alter table idempotency rename to idempotency_before;

create table idempotency (
	reseller    bigint not null, -- 0: an operator's
	name        {{.Text}} not null, -- the sender's, Idempotency-Key
	asked       {{.Blob}} not null, -- SHA-256 of what was asked for
	made_text   text not null default '',
	made_number bigint not null default 0,
	expires_at  bigint not null,
	primary key (reseller, name)
){{.WithoutRowid}};

insert into idempotency (reseller, name, asked, made_text, made_number, expires_at)
	select reseller, name, asked, made_text, made_number, expires_at from idempotency_before;

drop table idempotency_before;

create index idempotency_by_expiry on idempotency (expires_at);
