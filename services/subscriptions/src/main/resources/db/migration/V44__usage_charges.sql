-- What was charged for what was used in a period of service: kind usage_charge.
alter table subscription_change
    add column charge_amount numeric(27, 12),
    add column charge_currency text,
    add column period_start timestamptz,
    add column period_end timestamptz;
alter table removed_change
    add column charge_amount numeric(27, 12),
    add column charge_currency text,
    add column period_start timestamptz,
    add column period_end timestamptz;
