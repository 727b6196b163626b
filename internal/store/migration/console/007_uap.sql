-- What projects have enabled by themselves.
create table uap (
	id         {{.ID}},
	project    {{.Text}} not null references project (id),
	type       integer not null, -- 1 mini app, 3 CDN live streaming, 7 cloud recording
	region     integer not null, -- 1 China, 2 outside China
	created_at bigint not null,
	unique (project, type, region)
);
