-- What came of the product for the account, with the parts it is made of; null for accounts not looked at since.
alter table account_standing add column outcome jsonb;
