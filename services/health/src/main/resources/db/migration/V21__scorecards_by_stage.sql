-- Which part of its scorecard a score is by; null is the one for everybody, as all were before.
alter table score_snapshot add column card text;

-- Beside the latest score what of the account chooses its card and holds its score down, so that a draft can be tried.
alter table account_health
    add column card text,
    add column card_facts jsonb;
