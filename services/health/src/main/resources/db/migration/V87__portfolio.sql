-- By what a portfolio is filtered beside what is there already; null for accounts not looked at since.
alter table account_standing
    add column plan_ids jsonb,
    add column attributes jsonb;
