-- What LiveKit's webhooks told, kept while it can still change usage: see
-- package livekit. Times are Unix milliseconds, 0 is unknown.

-- Webhooks that were taken in, each once.
create table livekit_webhook (
	id {{.Text}} not null primary key,
	room {{.Text}} not null,
	event {{.Text}} not null,
	created_at bigint not null
){{.WithoutRowid}};

create index livekit_webhook_room on livekit_webhook (room, event, created_at);

-- A room. Project is what its metadata says, assigned is whose its usage is
-- derived for; with every webhook and every change of that its revision grows.
-- It is dirty (1) while usage that follows from it may not have been recorded.
create table livekit_room (
	sid {{.Text}} not null primary key,
	name {{.Text}} not null,
	project {{.Text}} not null,
	project_at bigint not null,
	assigned {{.Text}} not null,
	departure bigint not null,
	finished_at bigint not null,
	heard_at bigint not null,
	revision bigint not null,
	dirty smallint not null
){{.WithoutRowid}};

create index livekit_room_dirty on livekit_room (sid) where dirty = 1;

-- A participant's session. Sent is how many segments of it were ever recorded.
create table livekit_participant (
	room {{.Text}} not null,
	sid {{.Text}} not null,
	identity {{.Text}} not null,
	recorder smallint not null,
	reception smallint not null,
	joined_at bigint not null,
	left_at bigint not null,
	sent integer not null,
	primary key (room, sid)
){{.WithoutRowid}};

create index livekit_participant_left on livekit_participant (room, left_at);

create table livekit_track (
	room {{.Text}} not null,
	sid {{.Text}} not null,
	publisher {{.Text}} not null,
	identity {{.Text}} not null,
	video smallint not null,
	pixels bigint not null,
	published_at bigint not null,
	unpublished_at bigint not null,
	primary key (room, sid)
){{.WithoutRowid}};

create index livekit_track_video on livekit_track (room, unpublished_at) where video = 1;
