-- What is to be done to all records of a connection before its next batch is pushed: they are forgotten, since it points
-- elsewhere, or those that were refused are tried again. It is done by whoever pushes, some thousands of records at a time; so
-- is what becomes of the records of a connection that is 'removed'.
alter table crm_connection add column begins_again boolean not null default false;
alter table crm_connection add column retries_failed boolean not null default false;
