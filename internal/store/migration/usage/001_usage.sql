-- One row: how many transactions have changed figures or could have, the
-- highest numbers given to segments and gauge rows, none of which is given
-- twice, and the first day whose events are kept.
create table event_log (
	commits bigint not null,
	segments bigint not null,
	gauges bigint not null,
	events_from integer not null
);

insert into event_log (commits, segments, gauges, events_from) values (0, 0, 0, 0);

-- What is held under the key of an event: usage.Record without its content.
-- Time-ordered keys are in part 0, random ones in the generation that was open
-- when they came. The place of the content is a segment, or a gauge row if
-- negative; 0 if it is in held. See place.go.
create table event_key (
	part integer not null,
	key {{.Blob}} not null,
	hash {{.Blob}} not null,
	revision bigint not null,
	state smallint not null,
	place bigint not null,
	primary key ({{.KeyOrder}})
){{.WithoutRowid}};

-- Generations of random keys, with how many came. Those that are full have a
-- filter, until all their keys are forgotten.
create table generation (
	part {{.Row}},
	keys bigint not null,
	filter {{.Blob}} not null
);

-- Sessions, seconds and active users of one batch, which are forgotten with
-- the same month, sorted by day and project, compressed.
create table segment (
	id {{.Row}},
	events integer not null,
	body {{.Blob}} not null
){{.Monthly "id"}};

-- Where the events of a project's day are. An event over midnight is listed
-- under each of its days.
create table segment_day (
	day integer not null,
	segment bigint not null,
	first_project {{.Text}} not null,
	last_project {{.Text}} not null,
	primary key (day, segment)
){{.WithoutRowid}}{{.Monthly "segment"}};

-- Events of segments that were replaced or retracted since; under the number 0
-- of a month, keys without content.
create table segment_dead (
	segment bigint not null,
	key {{.Blob}} not null,
	primary key (segment, key)
){{.WithoutRowid}}{{.Monthly "segment"}};

-- The live samples and outputs, from which a day's peaks are counted again.
create table gauge (
	id {{.Row}},
	project {{.Text}} not null,
	first_day integer not null,
	last_day integer not null,
	source {{.Text}} not null,
	event {{.Text}} not null,
	content {{.Blob}} not null,
	received_at bigint not null
){{.Monthly "id"}};

create index gauge_day on gauge (project, first_day);

-- Those that a day's numbers do not give.
create index gauge_apart on gauge (last_day, id) where first_day < last_day or id / 100000000000 <> last_day;

-- Events in quarantine.
create table held (
	key {{.Blob}} not null primary key,
	reason {{.Text}} not null,
	project {{.Text}} not null,
	source {{.Text}} not null,
	event {{.Text}} not null,
	revision bigint not null,
	content {{.Blob}} not null,
	received_at bigint not null
){{.WithoutRowid}};

create index held_received on held (received_at, key);

-- What a project used of a product on a day: seconds, peaks or users, a
-- metric in the column of its slot in the catalogue. The revision is the number
-- of the commit that changed the values, or whose they are, last.
create table figure (
	day integer not null,
	project {{.Text}} not null,
	product smallint not null,
	company bigint not null,
	reseller bigint not null,
	m0 bigint not null, m1 bigint not null, m2 bigint not null, m3 bigint not null, m4 bigint not null,
	m5 bigint not null, m6 bigint not null, m7 bigint not null, m8 bigint not null, m9 bigint not null,
	m10 bigint not null, m11 bigint not null, m12 bigint not null,
	revision bigint not null,
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
	revision bigint not null,
	primary key (month, project, product, reseller)
){{.WithoutRowid}};

create index top_company on top (company, product, month);

-- What is shown of all projects of an owner in a day (yyyymmdd) or month
-- (yyyymm): of a reseller (company 0), or of a company while that reseller
-- held it (reseller 0: while nobody did). Its revision rises with every change
-- of what one of the projects shows, even where the changes cancel out.
create table total (
	period integer not null,
	reseller bigint not null,
	company bigint not null,
	product smallint not null,
	m0 bigint not null, m1 bigint not null, m2 bigint not null, m3 bigint not null, m4 bigint not null,
	m5 bigint not null, m6 bigint not null, m7 bigint not null, m8 bigint not null, m9 bigint not null,
	m10 bigint not null, m11 bigint not null, m12 bigint not null,
	revision bigint not null,
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
){{.WithoutRowid}}{{.Monthly "day"}};
