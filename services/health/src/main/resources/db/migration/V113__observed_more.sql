-- Whether somebody acted on the account in the time that was to tell whether it leaves, and the day it left on; what else
-- of the account of that day observations are divided by.
alter table churn_observation
    add column treated boolean not null default false,
    add column left_on date,
    add column stage text,
    add column risk_level text,
    add column seats numeric(20, 6);

-- A card tells how good the model was on those that were acted on and on the others; those of before do not know.
update churn_training set card = card || '{"treatment": {"treated": null, "untreated": null}}' where card is not null;

-- Months that were looked at before are looked at again.
insert into churn_training (tenant, training_id, status, asked_by, asked_at, rebuild, lease_until, fence)
select tenant, gen_random_uuid(), 'queued', 'schedule', now(), true, cast('-infinity' as timestamptz), 0
from (select distinct tenant from churn_month) looked_at
on conflict (tenant) where status in ('queued', 'running')
do update set rebuild = churn_training.rebuild or churn_training.status = 'queued';
