-- Checks that are over, the latest ones. Times are Unix milliseconds.
create table check_run (
	id {{.ID}},
	started_at bigint not null,
	finished_at bigint not null,
	days bigint not null,
	unproven bigint not null,
	events bigint not null,
	figures bigint not null,
	differences bigint not null,
	error {{.Text}} not null
);

-- The first differences that a check found, from 0.
create table check_difference (
	run bigint not null references check_run (id) on delete cascade,
	position integer not null,
	place {{.Text}} not null,
	stored {{.Text}} not null,
	truth {{.Text}} not null,
	primary key (run, position)
){{.WithoutRowid}};
