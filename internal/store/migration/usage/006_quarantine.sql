-- Why an event is in quarantine as a word (usage.Cause), beside the sentence.
alter table held add column cause {{.Text}} not null default '';

create index held_cause on held (cause, received_at, key);

create index held_project on held (project, received_at, key, cause);
