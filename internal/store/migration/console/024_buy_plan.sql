-- Versions of what resellers buy by, of each currency. Rows are only added.
create table buy_plan (
	reseller   bigint not null references reseller (id),
	currency   {{.Text}} not null,
	number     integer not null, -- from 1
	from_month integer not null,
	created_at bigint not null,
	terms      text not null, -- JSON, see billing.Terms
	primary key (reseller, currency, number)
){{.WithoutRowid}};

create index membership_by_reseller on membership (reseller, company);
