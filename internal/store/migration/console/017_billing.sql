-- What companies pay by, owe and have. Amounts are hundredths of the company's
-- currency, months numbers like 202608.

-- The first month that anybody is billed for.
create table billing_start (
	id    smallint not null primary key, -- 1
	month integer not null
);

-- Versions of price plans. Rows are only added.
create table price_plan (
	company    bigint not null references company (id),
	number     integer not null, -- from 1
	from_month integer not null,
	created_at bigint not null,
	terms      text not null, -- JSON, see billing.Terms
	primary key (company, number)
){{.WithoutRowid}};

-- A row for each company that has taken a step.
create table books (
	company     bigint not null primary key references company (id),
	balance     bigint not null, -- what its postings add up to
	postings    bigint not null, -- how many those are
	short_since integer not null, -- day; 0: the balance is not too low
	billed      integer not null, -- the last month that has a bill; before the first, the one before it
	next_on     integer not null -- day of the next step
){{.WithoutRowid}};

create index books_due on books (next_on, company);

-- The bill of a month. Only deducted_at changes, once.
create table bill (
	company     bigint not null references company (id),
	month       integer not null,
	total       bigint not null,
	revision    bigint not null, -- of the figures
	issued_at   bigint not null,
	deducted_at bigint not null default 0, -- 0: not yet
	body        text not null, -- JSON: terms, lines and adjustments
	primary key (company, month)
){{.WithoutRowid}};

-- What was used in a month, as it was on a bill: on that of the month itself, and
-- on each that adjusts it. Rows are only added.
create table bill_input (
	company   bigint not null references company (id),
	month     integer not null,
	billed_in integer not null,
	revision  bigint not null, -- of the figures
	body      text not null, -- JSON, see billing.Use
	primary key (company, month, billed_in)
){{.WithoutRowid}};

-- The ledger, by double entry. Rows are only added, and the lines of a posting
-- add up to 0.
create table posting (
	company   bigint not null references company (id),
	number    bigint not null, -- from 1, without gaps
	kind      {{.Text}} not null,
	reference {{.Text}} not null,
	note      text not null,
	at        bigint not null,
	primary key (company, number),
	unique (company, kind, reference)
){{.WithoutRowid}};

create table posting_line (
	company bigint not null,
	number  bigint not null,
	account {{.Text}} not null,
	amount  bigint not null,
	primary key (company, number, account),
	foreign key (company, number) references posting (company, number)
){{.WithoutRowid}};
