-- Whether a file was made for somebody who is not told what is personal: only such files are theirs.
alter table export add column masked boolean not null default false;
