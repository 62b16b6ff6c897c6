-- What was told last of a renewal or an account by some time.
create index feed_renewal on feed (tenant, (payload ->> 'subscription_id'), (payload ->> 'renewal_id'), seq desc)
    where type = 'renewal';
create index feed_account on feed (tenant, (payload ->> 'account_id'), seq desc) where type = 'account';
