-- Whose child an account is, who looks after it, and whether it is left out of every figure.
alter table account
    add column parent_id text collate "C",
    add column owner text,
    add column internal boolean not null default false,
    add foreign key (tenant, parent_id) references account;

create index account_by_parent on account (tenant, parent_id, account_id) where parent_id is not null;

-- People at an account. Personal data: nothing of it is kept anywhere else, and deleting a row leaves nothing behind.
create table contact (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    contact_id text collate "C" not null,
    name text not null,
    email text,
    role text,
    department text,
    tags jsonb not null,
    status text not null,
    since date not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant, account_id, contact_id),
    foreign key (tenant, account_id) references account on delete cascade
);
