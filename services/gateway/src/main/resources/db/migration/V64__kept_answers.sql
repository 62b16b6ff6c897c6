-- The answer to a request that came with an Idempotency-Key, for whoever did not get it. Written in the transaction of what
-- it tells of; sealed, since some answers have a secret. The operator, who has no tenant, is the empty one.
create table kept_answer (
    tenant text collate "C" not null,
    key text collate "C" not null,
    made_at timestamptz not null,
    sealed bytea,
    primary key (tenant, key)
);

create index kept_answer_by_age on kept_answer (made_at);
