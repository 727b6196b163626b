-- Resellers, their companies and the companies' projects. Times are Unix
-- milliseconds, days are numbers like 20260831. A column *_fold is its
-- neighbour without regard to case, folded by the program and not by the
-- engine, whose rules differ.

-- What is numbered by the program: an identity column does not notice numbers
-- that were given explicitly.
create table counter (
  name  {{.Text}} not null primary key,
  value bigint not null -- the last number given
){{.WithoutRowid}};

insert into counter (name, value) values ('company', 200000);

create table reseller (
  id         {{.ID}},
  name       text not null,
  created_at bigint not null
);

create table company (
  id             bigint not null primary key, -- the CID
  reseller       bigint references reseller (id), -- who holds it now
  name           text not null,
  name_fold      {{.Text}} not null,
  country        text not null,
  area           text not null,
  app_limit      integer not null,
  app_count      integer not null default 0, -- projects ever made: deleted ones count towards the limit
  member_limit   integer not null,
  industry       integer not null,
  interest       integer not null,
  environment    integer not null,
  status         integer not null default 0,
  status_reason  text not null default '',
  account_status integer not null default 0,
  created_at     bigint not null
);

create index company_by_name on company (reseller, name_fold, id);
create index company_by_creation on company (reseller, created_at, id);
create index company_by_status on company (reseller, status);
create index company_by_reseller on company (reseller, id);

-- Who held a company on which days.
create table membership (
  company  bigint not null references company (id),
  from_day integer not null, -- 0: from the beginning of time
  to_day   integer not null, -- the last day; 0: still
  reseller bigint not null references reseller (id),
  primary key (company, from_day)
){{.WithoutRowid}};

create table project (
  id              {{.Text}} not null primary key,
  company         bigint not null references company (id),
  name            text not null,
  name_fold       {{.Text}} not null,
  status          integer not null,
  app_id          {{.Text}} not null unique,
  app_certificate text not null,
  created_at      bigint not null
);

create index project_by_company on project (company, name_fold, id);
