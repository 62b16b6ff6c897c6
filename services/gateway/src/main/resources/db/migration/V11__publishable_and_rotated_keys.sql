-- Keys for pages in browsers, which hold no secret and are good from some origins only, and keys that were replaced.
alter table api_key add column kind text not null default 'secret' check (kind in ('secret', 'publishable'));
alter table api_key add column origins text[] not null default '{}';
alter table api_key add column replaced_by text collate "C" references api_key;
