-- Versions of the tenants' own phrases, one sequence a language; a row never changes.
create table text_lexicon (
    tenant text collate "C" not null,
    language text not null,
    version integer not null,
    created_at timestamptz not null,
    created_by text not null,
    body text not null,
    primary key (tenant, language, version)
);
