-- By what prices are made from a month on: of a company, or of all companies of a
-- reseller that follow its standard. Rows are only added; of those of one company,
-- or of one standard, the last one counts from its month on.
create table markup (
	id         {{.ID}},
	reseller   bigint not null, -- that set it, or held the company; 0: none did
	company    bigint not null, -- 0: the reseller's standard
	currency   {{.Text}} not null,
	number     integer not null, -- from 1, of this company with this reseller, or of the standard
	from_month integer not null,
	created_at bigint not null,
	source     {{.Text}} not null, -- markup, standard or hand
	rule       text not null -- JSON, see billing.Rule
);

create index markup_by_company on markup (company, reseller, currency, id);

-- The version of a markup that made a version of a plan; 0: it was set by hand.
alter table price_plan add column markup bigint not null default 0;

-- Companies whose prices have yet to follow, from a month on.
create table unfollowed (
	company    bigint not null primary key references company (id),
	from_month integer not null
){{.WithoutRowid}};

-- Prices that were set before there were markups follow none.
insert into markup (reseller, company, currency, number, from_month, created_at, source, rule)
select coalesce(c.reseller, 0), c.id, case c.area when 'CN' then 'CNY' else 'USD' end, 1, min(p.from_month), min(p.created_at), 'hand', '{}'
from company c join price_plan p on p.company = c.id
group by c.id, c.reseller, c.area;
