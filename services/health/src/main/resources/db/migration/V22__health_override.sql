-- What somebody has set over a score, and until when. A row only ever gets an end.
create table health_override (
    tenant text collate "C" not null,
    override_id uuid not null,
    account_id text collate "C" not null,
    kind text not null,
    value numeric(7, 4),
    band text,
    reason text not null,
    note text,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    primary key (tenant, override_id)
);

create index health_override_by_account on health_override (tenant, account_id, created_at, override_id);
create index health_override_by_end on health_override (tenant, expires_at) where ended_at is null;

-- The override that held a score, as it was.
alter table score_snapshot add column override jsonb;
alter table account_health add column override jsonb;
