-- What acts on many companies work through: files, and numbers of companies.
create table upload (
	id         {{.ID}},
	reseller   bigint not null references reseller (id),
	name       text not null,
	content    {{.Blob}} not null,
	created_at bigint not null
);

create index upload_by_age on upload (created_at);

-- Pages in a state that somebody wants to see again.
create table saved_view (
	id         {{.ID}},
	reseller   bigint not null references reseller (id),
	user_id    bigint not null references user_account (id),
	shared     smallint not null, -- within the reseller
	name       text not null,
	name_fold  {{.Text}} not null,
	page       {{.Text}} not null, -- its path
	query      text not null,
	created_at bigint not null
);

create index saved_view_by_page on saved_view (reseller, page, name_fold, id);
create index saved_view_by_user on saved_view (user_id);
