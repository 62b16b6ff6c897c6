-- What people and their systems change through the API, who and when.
call audit('account', 'account', 'account_id', 'touched');
-- Who a contact is stays out: it has to be forgotten when it is asked for.
call audit('contact', 'contact', 'account_id,contact_id', 'name', 'email', 'user_id');
call audit('plan', 'plan', 'plan_id');
call audit('term_discounts', 'term_discounts', 'tenant');
call audit('bundle', 'bundle', 'bundle_id');
call audit('feature', 'feature', 'feature_id');
call audit('coupon', 'coupon', 'coupon_id');
call audit('quote', 'quote', 'account_id,quote_id', 'quote', 'planned');
call audit('subscription', 'subscription', 'subscription_id');
call audit('subscription_change', 'subscription_change', 'subscription_id,change_id');
call audit('renewal', 'renewal', 'subscription_id,renewal_id');
call audit('fx_rate', 'fx_rate', 'date,base,currency');
call audit('account_merge', 'account_merge', 'account_id,change_id');
call audit('stripe_integration', 'stripe_integration', 'tenant', 'endpoint', 'signing_secrets');
