-- Events that were refused, for whoever looks for them: some protocols have no room for reasons in their answers. Kept a
-- while and in bounds; the caller never sees `place`, which only gives the list an order.
create table rejected_event (
    tenant text collate "C" not null,
    place bigint generated always as identity,
    received_at timestamptz not null,
    protocol text not null,
    source text collate "C",
    event_id text collate "C",
    code text not null,
    errors jsonb not null,
    item text,
    primary key (tenant, place)
);

create index rejected_event_by_age on rejected_event (received_at);
