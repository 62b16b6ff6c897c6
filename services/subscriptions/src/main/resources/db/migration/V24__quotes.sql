-- What a change would come to, as it was answered, and what confirming it needs.
create table quote (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    quote_id text collate "C" not null,
    quote jsonb not null,
    planned jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, account_id, quote_id),
    foreign key (tenant, account_id) references account on delete cascade
);
