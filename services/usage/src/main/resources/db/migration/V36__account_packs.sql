-- The 28 days a day belongs to, counted from the first of January of the year 1.
create function pack_block(day date) returns integer language sql immutable parallel safe
    return (day - date '0001-01-01') / 28;

-- The rollups of one account on 28 days once more, in a few bytes and in the order of the accounts, so that measuring
-- everybody reads little. Made from usage_day, and nothing in it is only here. A pack without days is stale: it was
-- overtaken by a later write, and its days are read from usage_day until it is made again.
create table account_pack (
    covers_to date,
    received_to date,
    first_on date,
    last_on date,
    last_login_on date,
    tenant_no integer not null,
    block integer not null,
    account_id text collate "C" not null,
    days bytea,
    detail bytea,
    primary key (tenant_no, account_id, block)
) with (fillfactor = 80);

comment on column account_pack.covers_to is 'the first day that is not in it; no later than the end of the block';
comment on column account_pack.received_to is 'the latest day on which anything in it was received';

create index account_pack_stale on account_pack (tenant_no, account_id, block) where days is null;
create index account_pack_received on account_pack (tenant_no, received_to);

-- How far the packs of a tenant have come. Whoever changes what was counted for a day before marked_to makes the pack
-- of that day stale in the same transaction. Days before packed_to are packed: an account without a pack did nothing.
create table pack_state (
    tenant_no integer primary key,
    packed_to date not null,
    marked_to date not null,
    settled_at xid8,
    check (packed_to <= marked_to)
);

comment on column pack_state.settled_at is 'once every transaction before this one has ended, everybody knows of marked_to';
