-- Which department was told of a user, by the day on which it was received: of each day what was told of the latest
-- instant. So it can be said what was known on a day.
create table department_told (
    told_at timestamptz not null,
    tenant_no integer not null,
    received_on date not null,
    user_id text collate "C" not null,
    account_id text collate "C" not null,
    value jsonb not null,
    primary key (tenant_no, user_id, account_id, received_on)
) with (fillfactor = 80);

create index department_told_latest on department_told (tenant_no, user_id, account_id, told_at);

-- When earlier ones were received was not kept: when they were told is the best that is known of it.
insert into department_told (told_at, tenant_no, received_on, user_id, account_id, value)
select told_at, tenant_no, cast(told_at at time zone 'UTC' as date), user_id, account_id, value
from person_trait
where name = 'department';
