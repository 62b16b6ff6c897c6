-- Since when somebody else looks after an account, and since when its main contact is another person or has another role.
alter table account_standing
    add column owner_since date,
    add column contact_since date;
