-- A receipt for each batch that was taken in, in the transaction that kept its
-- events. The id is a UUIDv7: it tells when. Verdicts are the first events that
-- were not accepted, as JSON, compressed; empty if there are none.
create table receipt (
	token bigint not null,
	id {{.Blob}} not null,
	sender {{.Text}} not null,
	request {{.Text}} not null,
	sent bigint not null,
	accepted bigint not null,
	duplicate bigint not null,
	conflict bigint not null,
	quarantined bigint not null,
	rejected bigint not null,
	verdicts {{.Blob}} not null,
	primary key (token, id)
){{.WithoutRowid}};

create index receipt_request on receipt (token, request, id);

-- The sums of receipts of a day of receipt, which stay when receipts go.
create table receipt_day (
	day integer not null,
	token bigint not null,
	sender {{.Text}} not null,
	batches bigint not null,
	sent bigint not null,
	accepted bigint not null,
	duplicate bigint not null,
	conflict bigint not null,
	quarantined bigint not null,
	rejected bigint not null,
	primary key (day, token, sender)
){{.WithoutRowid}};

-- How far a file is imported, while it is not at its end. The counts are those
-- of its lines up to there.
create table bookmark (
	file {{.Text}} not null primary key,
	version {{.Blob}} not null,
	line bigint not null,
	text_offset bigint not null,
	accepted bigint not null,
	duplicate bigint not null,
	conflict bigint not null,
	quarantined bigint not null,
	rejected bigint not null
){{.WithoutRowid}};
