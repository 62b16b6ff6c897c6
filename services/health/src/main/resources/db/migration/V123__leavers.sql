-- Who left, by the day; and the days of an account on which its risk was not low, so that the first is found without
-- reading a year of days.
create index account_standing_left on account_standing (tenant, left_on, account_id) where not live;
create index risk_snapshot_risky on risk_snapshot (tenant, account_id, day) where level <> 'low';
