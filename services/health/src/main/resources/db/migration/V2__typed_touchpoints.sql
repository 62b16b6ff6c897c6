-- What each kind of touchpoint has of its own is in details; who said what, and what it was taken to mean, is the same
-- for all. labels are the sender's, intents and polarity what counts: the sender's or, where there are none, ours.
alter table touchpoint
    add column text text,
    add column labels jsonb,
    add column intents text[],
    add column polarity text,
    add column details jsonb,
    add column erased_at timestamptz;

update touchpoint set details = jsonb_strip_nulls(case kind
    when 'ticket' then jsonb_build_object('priority', priority, 'status', status, 'resolved_at', resolved_at)
    else jsonb_build_object('survey', survey, 'score', score) end);

alter table touchpoint
    alter column details set not null,
    drop column priority,
    drop column status,
    drop column resolved_at,
    drop column survey,
    drop column score;

create index touchpoint_by_person on touchpoint (tenant, user_id) where user_id is not null;

-- What touchpoints said before they moved on: a score asked for as it was known then needs it.
create table touchpoint_past (
    tenant text collate "C" not null,
    touchpoint_id text collate "C" not null,
    known_at timestamptz not null,
    known_until timestamptz not null,
    account_id text collate "C" not null,
    kind text not null,
    occurred_at timestamptz not null,
    user_id text collate "C",
    text text,
    labels jsonb,
    intents text[],
    polarity text,
    details jsonb not null
);

create index touchpoint_past_by_account on touchpoint_past (tenant, account_id, occurred_at, touchpoint_id);
create index touchpoint_past_by_person on touchpoint_past (tenant, user_id) where user_id is not null;
