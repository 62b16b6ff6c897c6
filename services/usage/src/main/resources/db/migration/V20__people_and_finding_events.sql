-- What was said of a user by identify, group and events: the latest says it, whatever came first. '' stands for what
-- holds in every account.
create table person_trait (
    told_at timestamptz not null,
    tenant_no integer not null,
    user_id text collate "C" not null,
    account_id text collate "C" not null,
    name text collate "C" not null,
    value jsonb not null,
    primary key (tenant_no, user_id, account_id, name)
) with (fillfactor = 80);

-- Which accounts a user was said to belong to.
create table membership (
    first_at timestamptz not null,
    last_at timestamptz not null,
    tenant_no integer not null,
    account_id text collate "C" not null,
    user_id text collate "C" not null,
    primary key (tenant_no, account_id, user_id)
) with (fillfactor = 80);

create index membership_of_user on membership (tenant_no, user_id);

-- One user under two ids. Events keep the id they came with.
create table user_alias (
    told_at timestamptz not null,
    tenant_no integer not null,
    from_user text collate "C" not null,
    to_user text collate "C" not null,
    primary key (tenant_no, from_user),
    check (from_user <> to_user)
);

create index user_alias_to on user_alias (tenant_no, to_user);

-- The id a user goes by after every alias. A circle ends where it began to repeat.
create function known_user(tenant integer, id text) returns text language sql stable as $$
    with recursive step (user_id, depth) as (
        select id collate "C", 0
        union all
        select to_user, depth + 1 from step
        join user_alias on tenant_no = tenant and from_user = step.user_id
        where depth < 8
    )
    select user_id from step order by depth desc limit 1
$$;

-- Finding an event by its time or its day. A minmax index for each megabyte of events, which costs ingestion some 0.4
-- microseconds an event; an index by account would cost ten times that.
create index event_found on event using brin (day, occurred_at) with (autosummarize = on);

-- An event without a time of its own is found by the one it was given.
alter table event_identity add column assigned_at bigint;

comment on column event_identity.assigned_at is 'the time the server assigned, in microseconds since 1970; null when the event gave its own';
