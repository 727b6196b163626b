-- What operators do: suspend resellers, end and change tokens of sources.
alter table reseller add column suspended_at bigint not null default 0; -- 0: not
alter table reseller add column suspend_reason text not null default '';

create index user_account_by_reseller on user_account (reseller, id);

-- A token that was changed: the secret before goes on for a while.
alter table ingest_token add column ends_at bigint not null default 0; -- of the token; 0: never
alter table ingest_token add column before_hash {{.Blob}}; -- SHA-256 of the secret before; null: none
alter table ingest_token add column before_ends_at bigint not null default 0;

create index ingest_token_before on ingest_token (before_hash);

create index job_by_state on job (state, id);
alter table ingest_token add column version bigint not null default 1;
