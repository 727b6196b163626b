-- People, their sessions, and the tokens of usage sources.

create table user_account (
  id              {{.ID}},
  email           text not null,
  email_fold      {{.Text}} not null unique,
  name            text not null,
  name_fold       {{.Text}} not null,
  language        text not null,
  role            text not null,
  reseller        bigint references reseller (id), -- of a reseller's staff
  company         bigint references company (id),  -- of a company's member
  password_hash   text not null, -- empty: cannot sign in
  created_at      bigint not null,
  signed_in_at    bigint not null default 0, -- the present sign-in
  last_sign_in_at bigint not null default 0  -- the one before
);

create index user_account_by_company on user_account (company, role, id);

create table web_session (
  token      {{.Text}} not null primary key, -- hashed by the session manager
  data       {{.Blob}} not null,
  expires_at bigint not null
){{.WithoutRowid}};

create index web_session_by_expiry on web_session (expires_at);

create table ingest_token (
  id         {{.ID}},
  name       text not null,
  hash       {{.Blob}} not null unique, -- SHA-256 of the secret
  sources    text not null, -- JSON array; empty: any source
  created_at bigint not null
);
