-- Entries are read by their time, the newest first.
create index audit_entry_of_tenant on audit_entry (tenant_no, at, id);
