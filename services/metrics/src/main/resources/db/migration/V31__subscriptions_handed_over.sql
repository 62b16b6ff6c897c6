-- Few subscriptions ever go to another account; those that did are read apart.
create index subscription_timeline_handed_over on subscription_timeline (tenant, subscription_id)
    where kind = 'transfer';
create index timeline_version_handed_over on timeline_version (tenant, subscription_id)
    where kind = 'transfer';
