-- How Stripe reaches a tenant. The endpoint is in the address of the webhook and names the tenant; nobody can guess it.
create table stripe_integration (
    tenant text collate "C" primary key,
    endpoint text collate "C" not null unique,
    signing_secrets jsonb not null,
    plan_by text not null,
    tax_rate numeric(13, 12),
    created_at timestamptz not null,
    updated_at timestamptz not null
);

-- Events that were taken, so that each is taken once.
create table stripe_event (
    tenant text collate "C" not null,
    event_id text collate "C" not null,
    type text not null,
    created_at timestamptz not null,
    received_at timestamptz not null,
    outcome text not null,
    detail text,
    primary key (tenant, event_id)
);

create index stripe_event_failed on stripe_event (tenant, received_at desc, event_id) where outcome = 'failed';

-- The newest state known of products, prices, coupons and of items told apart from their subscription.
create table stripe_object (
    tenant text collate "C" not null,
    kind text not null,
    object_id text collate "C" not null,
    -- the product of a price, the subscription of an item
    parent_id text collate "C",
    as_of timestamptz not null,
    rank integer not null,
    source text collate "C" not null,
    deleted boolean not null,
    content jsonb not null,
    primary key (tenant, kind, object_id)
);

create index stripe_object_parent on stripe_object (tenant, kind, parent_id) where parent_id is not null;

-- A subscription over there: whose it is, how many of ours it has been, and what keeps it from being read.
create table stripe_subscription (
    tenant text collate "C" not null,
    subscription_id text collate "C" not null,
    customer_id text collate "C" not null,
    lives integer not null default 1,
    problem text,
    primary key (tenant, subscription_id)
);

create index stripe_subscription_customer on stripe_subscription (tenant, customer_id, subscription_id);
create index stripe_subscription_unread on stripe_subscription (tenant, subscription_id) where problem is not null;

-- Everything told of a subscription, or of a customer's discounts: changes are read out of all of it.
create table stripe_fact (
    tenant text collate "C" not null,
    subject text collate "C" not null,
    kind text not null,
    source text collate "C" not null,
    at timestamptz not null,
    rank integer not null,
    content jsonb not null,
    primary key (tenant, subject, kind, source)
);
