-- From which day on a tenant's events are kept: what was counted before can no longer be counted again. Events of the
-- days before `swept_to` have been removed, but for those that came late since.
create table if not exists event_horizon (
    kept_from date not null,
    swept_to date not null,
    tenant_no integer primary key
);
