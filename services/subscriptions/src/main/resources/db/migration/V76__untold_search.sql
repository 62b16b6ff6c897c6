-- What accounts and contacts are found by is made of what they are called: of a contact it stays out of the trail as the
-- name does, and of an account it says nothing that the name does not.
drop trigger audited on account;
call audit('account', 'account', 'account_id', 'touched', 'folded');
drop trigger audited on contact;
call audit('contact', 'contact', 'account_id,contact_id', 'name', 'email', 'user_id', 'folded');
