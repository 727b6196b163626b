-- The links by which companies sign up, and users who did and have yet to
-- confirm their address. A link is meant to be handed on, so it is kept as it
-- is shown.
alter table reseller add column register_token {{.Text}} not null default '';
update reseller set register_token = {{.Random}};
create unique index reseller_by_register on reseller (register_token);

alter table user_account add column unconfirmed smallint not null default 0;
