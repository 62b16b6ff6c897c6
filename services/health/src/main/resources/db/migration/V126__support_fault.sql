-- Whether, on the day of the run, tickets or messages of all accounts were missing. Decided once when it starts.
alter table score_run add column support_fault boolean;
