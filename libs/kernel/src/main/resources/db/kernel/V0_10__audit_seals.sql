-- What of a tenant's trail is sealed: a chain of blocks, each with the hash of its entries and of the block before.
-- Rows are added and nothing else.
create table audit_seal (
    tenant text collate "C" not null,
    number bigint not null,
    -- The block has the tenant's entries after the one id, up to the other; the block before ends where it begins.
    after_id bigint not null,
    last_id bigint not null,
    entries bigint not null,
    hash bytea not null,
    sealed_at timestamptz not null,
    primary key (tenant, number)
);

create index audit_seal_last on audit_seal (last_id);
create index audit_trail_in_order on audit_trail (tenant, id);

create trigger audit_seal_stays before update or delete or truncate on audit_seal
    for each statement execute function refuse_change_of_trail();

-- A transaction has its number before an entry of it has an id, so that whoever saw an id knows by the numbers when
-- every entry with a smaller one is there or will never be.
create function number_transaction() returns trigger language plpgsql as $$
begin
    perform pg_current_xact_id();
    return null;
end
$$;

create trigger audit_trail_numbered before insert on audit_trail
    for each statement execute function number_transaction();
