-- Who a contact is in the events of usage.
alter table contact add column user_id text collate "C";
