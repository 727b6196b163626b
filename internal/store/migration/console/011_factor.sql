-- Second factors of users.
create table user_factor (
	user_id bigint not null primary key references user_account (id),
	sealed  {{.Blob}} not null, -- the secret of its codes, see account.Sealer
	step    bigint not null,    -- the 30 s of the latest code that was used
	since   bigint not null
){{.WithoutRowid}};

create table recovery_code (
	user_id bigint not null references user_account (id),
	hash    {{.Blob}} not null,
	primary key (user_id, hash)
){{.WithoutRowid}};

-- Whether everybody of a reseller must have one.
alter table reseller add column factor_required smallint not null default 0;
