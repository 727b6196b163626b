-- An event under its key, counted (state 0), retracted (1) or held in
-- quarantine (2). A retraction that came before its event has no content.
create table event (
	key {{.Blob}} not null primary key,
	hash {{.Blob}} not null,
	revision bigint not null,
	state smallint not null,
	type smallint not null,
	project {{.Text}} not null,
	first_day integer not null,
	last_day integer not null,
	source {{.Text}} not null,
	id {{.Text}} not null,
	content {{.Blob}} not null,
	reason {{.Text}} not null,
	received_at bigint not null
){{.WithoutRowid}};

-- The live samples and outputs of a project, from which a day's peaks are
-- counted again. The numbers are usage.TypeCode of Peak and Transcoding.
create index event_gauge on event (project, first_day) where state = 0 and type in (3, 5);

create index event_held on event (received_at) where state = 2;

-- What a project used of a product on a day: seconds, peaks or users, a
-- metric in the column of its slot in the catalogue.
create table figure (
	day integer not null,
	project {{.Text}} not null,
	product smallint not null,
	company bigint not null,
	reseller bigint not null,
	m0 bigint not null, m1 bigint not null, m2 bigint not null, m3 bigint not null, m4 bigint not null,
	m5 bigint not null, m6 bigint not null, m7 bigint not null, m8 bigint not null, m9 bigint not null,
	m10 bigint not null, m11 bigint not null, m12 bigint not null,
	primary key (day, project, product)
){{.WithoutRowid}};

create index figure_company on figure (company, product, day);

-- A project's highest days of a month: of peaks and users, which do not add
-- over days.
create table top (
	month integer not null,
	project {{.Text}} not null,
	product smallint not null,
	reseller bigint not null,
	company bigint not null,
	m0 bigint not null, m1 bigint not null, m2 bigint not null, m3 bigint not null, m4 bigint not null,
	m5 bigint not null, m6 bigint not null, m7 bigint not null, m8 bigint not null, m9 bigint not null,
	m10 bigint not null, m11 bigint not null, m12 bigint not null,
	primary key (month, project, product, reseller)
){{.WithoutRowid}};

create index top_company on top (company, product, month);

-- What is shown of all projects of an owner in a day (yyyymmdd) or month
-- (yyyymm): of a reseller (company 0), or of a company while that reseller
-- held it (reseller 0: while nobody did).
create table total (
	period integer not null,
	reseller bigint not null,
	company bigint not null,
	product smallint not null,
	m0 bigint not null, m1 bigint not null, m2 bigint not null, m3 bigint not null, m4 bigint not null,
	m5 bigint not null, m6 bigint not null, m7 bigint not null, m8 bigint not null, m9 bigint not null,
	m10 bigint not null, m11 bigint not null, m12 bigint not null,
	primary key (period, reseller, company, product)
){{.WithoutRowid}};

create index total_company on total (company, product, period) where company > 0;

-- How many live events make a user active in a project on a day. The user is
-- bytes: what the sender wrote, compared as it is.
create table presence (
	day integer not null,
	project {{.Text}} not null,
	user_id {{.Blob}} not null,
	events bigint not null,
	primary key (day, project, user_id)
){{.WithoutRowid}};
