-- One account before one month, and what became of it: what churn models and analyses are made of. Derived from scores,
-- signals and account facts as they were known then; a month can be observed anew at any time.
create table churn_observation (
    tenant text collate "C" not null,
    month date not null,
    account_id text collate "C" not null,
    observed_on date not null,
    outcome text not null,
    measures jsonb not null,
    computed numeric(7, 4),
    band text not null,
    signals text[] not null,
    first_sign_on date,
    tenure_months integer,
    months_to_renewal integer,
    term_months integer,
    plan_ids text[] not null,
    attributes jsonb not null,
    primary key (tenant, month, account_id)
);

-- The months that were looked at; one without a day of observation had no scores in time.
create table churn_month (
    tenant text collate "C" not null,
    month date not null,
    observed_on date,
    observed_at timestamptz not null,
    primary key (tenant, month)
);

-- Trainings, asked for or due. The lease is by the database's clock; whoever lost it writes nothing.
create table churn_training (
    tenant text collate "C" not null,
    training_id uuid not null,
    status text not null,
    asked_by text not null,
    asked_at timestamptz not null,
    rebuild boolean not null,
    lease_until timestamptz not null,
    fence integer not null,
    finished_at timestamptz,
    decision text,
    card jsonb,
    model jsonb,
    primary key (tenant, training_id)
);

create unique index churn_training_one_at_a_time on churn_training (tenant) where status in ('queued', 'running');
create index churn_training_latest on churn_training (tenant, finished_at desc) where status = 'done';
