-- What a project has enabled by itself can be disabled again.
alter table uap add column enabled integer not null default 1;
