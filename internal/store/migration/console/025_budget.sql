-- What resellers limit companies' months to.
create table budget (
	id             {{.ID}},
	reseller       bigint not null references reseller (id),
	name           text not null,
	company        bigint not null, -- 0: all that the reseller holds
	content        text not null, -- JSON: what is limited to what, who is told
	paused         smallint not null default 0,
	version        bigint not null default 1,
	created_at     bigint not null,
	month          integer not null, -- of the standing
	settled_commit bigint not null, -- of the figures; -1: none yet
	settled_day    integer not null default 0,
	used           bigint not null default 0, -- in the unit of the limit
	exceeds_on     integer not null default 0 -- day; 0: not in this month
);

create index budget_by_reseller on budget (reseller, name, id);

-- What was told. A threshold is told once a month, unless the budget is changed
-- so that it is no longer reached: then it may be told again.
create table budget_alert (
	id         {{.ID}},
	budget     bigint not null references budget (id) on delete cascade,
	month      integer not null,
	threshold  integer not null, -- in percent; 0: a forecast
	at         bigint not null,
	used       bigint not null,
	most       bigint not null, -- the limit then
	exceeds_on integer not null,
	froze      smallint not null,
	past       smallint not null default 0 -- whether it may be told again
);

create unique index budget_alert_once on budget_alert (budget, month, threshold) where past = 0;
create index budget_alert_by_budget on budget_alert (budget, id);
