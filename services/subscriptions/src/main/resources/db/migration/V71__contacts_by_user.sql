-- Who asks what is kept of a user, or has it removed, finds the user's contacts in all accounts by it.
create index contact_by_user on contact (tenant, user_id) where user_id is not null;
