-- What was last told of an account, so that the same is not told again and again: the score and the day it was told of,
-- the highest score since the last fall that was told, and the deadline of the renewal that was.
create table account_told (
    tenant text collate "C" not null,
    account_id text collate "C" not null,
    score numeric(7, 4),
    score_on date not null,
    high numeric(7, 4),
    dropped_on date,
    notice_deadline date,
    primary key (tenant, account_id)
) with (fillfactor = 80);

-- The state in which a play was last told to be overdue.
alter table play add column overdue_told text;
