-- Whose a session is, so that a user's list reads no other's. One from before
-- is listed once it is used again.
alter table web_session add column user_id bigint not null default 0;

create index web_session_by_user on web_session (user_id);
