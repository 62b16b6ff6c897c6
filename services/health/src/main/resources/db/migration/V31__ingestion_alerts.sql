-- What is wrong with the data of a whole tenant, told once until it is over.
create table ingestion_alert (
    tenant text collate "C" not null,
    alert_id uuid not null default gen_random_uuid(),
    kind text not null,
    state text not null,
    opened_on date not null,
    resolved_on date,
    evidence jsonb not null,
    updated_on date not null,
    created_at timestamptz not null,
    primary key (tenant, alert_id)
);

create unique index ingestion_alert_open on ingestion_alert (tenant, kind) where state = 'open';
create index ingestion_alert_list on ingestion_alert (tenant, opened_on, alert_id);
