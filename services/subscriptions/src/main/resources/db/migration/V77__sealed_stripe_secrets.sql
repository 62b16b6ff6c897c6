-- Stripe's signing secrets lie sealed, each by itself. SQL cannot seal: what lies in signing_secrets is sealed by the service
-- when it starts, or by the next write.
alter table stripe_integration
    add column sealed_secrets bytea[],
    alter column signing_secrets drop not null,
    add check (sealed_secrets is not null or signing_secrets is not null);

drop trigger audited on stripe_integration;
call audit('stripe_integration', 'stripe_integration', 'tenant', 'endpoint', 'signing_secrets', 'sealed_secrets');
