-- Days whose events came when some tenant no longer kept them: they are removed with the next sweep. A row stays for a
-- while, because it is written before the events are.
create table event_late_day (
    noted_at timestamptz not null,
    day date primary key
);

-- What came late until now is looked for once.
update event_horizon set swept_to = date '1970-01-01';

comment on column event_horizon.swept_to is 'events of earlier days have been removed, but for those of event_late_day';
