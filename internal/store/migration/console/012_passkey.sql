-- Passkeys of users.
create table passkey (
	id         {{.Blob}} not null primary key, -- of the credential, up to 1023 bytes
	user_id    bigint not null references user_account (id),
	name       text not null,
	credential text not null, -- JSON, see account.Passkey
	created_at bigint not null,
	used_at    bigint not null default 0
);

create index passkey_by_user on passkey (user_id, created_at);
