-- A CRM asks by its own ids.
create index account_by_external_id on account using gin (external_ids jsonb_path_ops);
