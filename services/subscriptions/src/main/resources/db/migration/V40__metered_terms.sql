-- Whether what is used is charged beside the price a change sets.
alter table subscription_change add column metered boolean;
alter table removed_change add column metered boolean;
