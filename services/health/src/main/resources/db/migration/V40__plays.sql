-- What the plays of an account have to know of it: who it is, what it pays, how it does. One row an account, of the
-- latest day it was looked at. left_on is when it stopped being a customer; paid_mrr what it paid last while it paid.
create table account_standing (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    day date not null,
    name text,
    live boolean not null,
    left_on date,
    owner text collate "C",
    country text,
    mrr numeric(27, 12),
    paid_mrr numeric(27, 12),
    currency text,
    renews_on date,
    notice_deadline date,
    band text not null,
    risk_value numeric(5, 4),
    risk_level text,
    industry text,
    size text,
    tech_literacy text,
    maturity text,
    contact_id text,
    contact_role text,
    primary key (tenant, account_id)
) with (fillfactor = 80);

create index account_standing_by_owner on account_standing (tenant, owner);

-- What is to be done for an account. The occasion tells what it is for: a signal and its opening, or a date; each opens
-- one play at most. Steps have their days from the beginning, by the calendar of then.
create table play (
    tenant text collate "C" not null,
    play_id uuid not null default gen_random_uuid(),
    account_id text collate "C" not null,
    occasion text collate "C" not null,
    source text not null,
    signal_id uuid,
    signal_type text,
    opening date,
    playbook text not null,
    playbooks_version integer not null,
    variant integer,
    tier text not null,
    state text not null,
    owner text collate "C",
    opened_on date not null,
    opened_at timestamptz not null,
    first_due_on date not null,
    step_due date[] not null,
    due_on date not null,
    expires_on date not null,
    band text not null,
    risk_level text,
    risk_value numeric(5, 4),
    mrr numeric(27, 12),
    currency text,
    first_action_at timestamptz,
    started_by text,
    closed_at timestamptz,
    closed_by text,
    outcome text,
    reason text,
    note text,
    primary key (tenant, play_id)
);

create unique index play_once on play (tenant, account_id, occasion);
create index play_live on play (tenant, account_id) where state in ('open', 'started');
create index play_list on play (tenant, opened_on, play_id);
create index play_of_signal on play (tenant, account_id, signal_id) where signal_id is not null;

-- The steps that were done; the others are in the playbook.
create table play_step (
    tenant text collate "C" not null,
    play_id uuid not null,
    step integer not null,
    completed_at timestamptz not null,
    completed_by text not null,
    note text,
    primary key (tenant, play_id, step)
);
