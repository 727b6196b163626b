-- Links by which a user sets a new password, and what ends a user's sessions.
alter table user_account add column epoch bigint not null default 0; -- sessions that began in an earlier one are over

create table password_link (
	hash       {{.Blob}} not null primary key, -- SHA-256 of the token
	user_id    bigint not null references user_account (id),
	expires_at bigint not null
){{.WithoutRowid}};

create index password_link_by_user on password_link (user_id);
create index password_link_by_expiry on password_link (expires_at);
