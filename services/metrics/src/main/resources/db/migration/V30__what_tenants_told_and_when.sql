-- Every version of what a tenant tells is kept, so that a figure can be given as it was known at any instant.
alter table cost_month rename column updated_at to recorded_at;
alter table cost_month
    drop constraint cost_month_pkey,
    add primary key (tenant, month, recorded_at);

alter table target_plan rename column updated_at to recorded_at;
alter table target_plan
    drop constraint target_plan_pkey,
    add primary key (tenant, metric, recorded_at);

alter table target_stage add column recorded_at timestamptz;
update target_stage set recorded_at = plan.recorded_at from target_plan as plan
where plan.tenant = target_stage.tenant and plan.metric = target_stage.metric;
alter table target_stage
    alter column recorded_at set not null,
    drop constraint target_stage_pkey,
    add primary key (tenant, metric, recorded_at, from_day);

alter table guide_catalogue rename column updated_at to recorded_at;
alter table guide_catalogue
    drop constraint guide_catalogue_pkey,
    add primary key (tenant, recorded_at);

-- Every version of every renewal the feed has told of.
create table renewal_version (
    like renewal including defaults,
    primary key (tenant, subscription_id, renewal_id, seq)
);

insert into renewal_version select * from renewal;
