-- Set-up steps, first value and added seats are asked for over the whole history, and are few.
create index usage_day_milestone on usage_day (tenant_no, account_id, day)
    where name in ('setup.step', 'value.reached', 'seat.added');
