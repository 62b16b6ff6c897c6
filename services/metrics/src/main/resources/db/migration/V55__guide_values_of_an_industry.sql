-- What a guide value is of, and what trade the tenant is in; null for any.
alter table guide_catalogue add column industry text;
