-- Request ids that were used under a key, until their time is over.
create table nonce (
	access_key {{.Text}} not null,
	request    {{.Blob}} not null, -- a UUID
	expires_at bigint not null,
	primary key (access_key, request)
){{.WithoutRowid}};

create index nonce_by_expiry on nonce (expires_at);
