-- All of a plan as it was known when, beside its core features; null in rows from before.
alter table plan_features
    add column name text,
    add column product text,
    add column tier_rank integer,
    add column public boolean,
    add column prices jsonb,
    add column offering jsonb;

update plan_features version
set name = plan.name, product = plan.product, tier_rank = plan.tier_rank, public = plan.public, prices = plan.prices,
    offering = plan.offering
from plan
where plan.tenant = version.tenant and plan.plan_id = version.plan_id
    and version.known_at = (select max(known_at) from plan_features newest
        where newest.tenant = version.tenant and newest.plan_id = version.plan_id);
