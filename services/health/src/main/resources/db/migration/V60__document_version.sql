-- What tenants put in force, version after version, whatever its kind; a row never changes. The body is kept as it was
-- written: numbers keep their digits.
create table document_version (
    tenant text collate "C" not null,
    kind text not null,
    version integer not null,
    created_at timestamptz not null,
    created_by text not null,
    body json not null,
    primary key (tenant, kind, version)
);

insert into document_version
    select tenant, 'scorecard.' || scorecard_id, version, created_at, created_by, body::json from scorecard
    union all
    select tenant, 'text_lexicon.' || language, version, created_at, created_by, body::json from text_lexicon
    union all
    select tenant, 'signal_settings', version, created_at, created_by, body::text::json from signal_settings;

drop table scorecard;
drop table text_lexicon;
drop table signal_settings;
