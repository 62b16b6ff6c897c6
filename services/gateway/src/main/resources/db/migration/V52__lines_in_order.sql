-- The place of a message in line: the number of the account's change that it tells of, and 0 where it tells of none.
alter table webhook_delivery add column change_seq bigint not null default 0;
update webhook_delivery set change_seq = cast(cast(data as json) ->> 'change_seq' as bigint)
where cast(data as json) ->> 'change_seq' is not null;

drop index webhook_delivery_pending;
create index webhook_delivery_pending on webhook_delivery (tenant, endpoint_id, change_seq, number)
    where state = 'pending';

-- When a receiver that failed last is asked again whatever is due; null where it did not fail.
alter table webhook_endpoint add column probe_at timestamptz;
