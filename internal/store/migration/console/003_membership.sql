-- Companies that changed hands and whose figures have yet to follow.
create table membership_change (
	company bigint not null primary key references company (id)
){{.WithoutRowid}};
