-- The policies a tenant has chosen; an absent one has its default.
alter table tenant add column policies jsonb not null default '{}';
