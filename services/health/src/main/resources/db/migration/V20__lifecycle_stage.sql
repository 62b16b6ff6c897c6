-- The stage an account is in, with what the day after has to know to say its own. Null for days before it was kept.
alter table score_snapshot
    add column stage text,
    add column stage_since date,
    add column stage_beneath text,
    add column green_since date;

alter table account_health
    add column stage text,
    add column stage_since date;
