-- What resellers remark about a day of their usage.
create table note (
	id       {{.ID}},
	reseller bigint not null references reseller (id),
	company  bigint not null, -- 0: about all of them
	day      integer not null,
	text     text not null
);

create index note_by_day on note (reseller, day, id);
