-- The last month of which an account's usage report was told to be ready.
alter table account_told add column report_month date;
