-- The probabilities of all accounts a model may speak of, for reading them in their order. A list is written as a whole, of
-- one model and one state of the scores; the row of the tenant is locked by whoever writes it.
create table churn_list (
    tenant text collate "C" primary key,
    trained_at timestamptz,
    run_no bigint,
    day date,
    listed_at timestamptz
);

create table churn_probability (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    day date not null,
    name text,
    owner text collate "C",
    churn_probability numeric(5, 4) not null,
    score numeric(7, 4),
    band text not null,
    primary key (tenant, account_id)
);

create index churn_probability_rank on churn_probability (tenant, churn_probability desc, account_id);
