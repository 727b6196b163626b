-- Who held a company on which days, as far as figures follow it: the console
-- database decides, this is what the figures here were made by. A company that
-- nobody ever held has one row with reseller 0.
create table holder (
	company bigint not null,
	from_day integer not null,
	to_day integer not null,
	reseller bigint not null,
	primary key (company, from_day)
){{.WithoutRowid}};
