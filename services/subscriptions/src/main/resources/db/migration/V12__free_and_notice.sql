create index subscription_change_free on subscription_change (tenant, subscription_id) where price_amount = 0;

create index renewal_notice on renewal (tenant, notice_by, subscription_id, renewal_id) where notice_by is not null;
