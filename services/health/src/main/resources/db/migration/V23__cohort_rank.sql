-- The cohort of an account on a day: plan, size and stage.
alter table score_snapshot add column cohort text;

-- How the values of a measure lay in a cohort at the end of a day: 201 of them, evenly from the least to the most. Kept
-- only for measures a scorecard ranks, and only of cohorts that are large enough.
create table cohort_rank (
    tenant text collate "C" not null,
    day date not null,
    cohort text not null,
    measure text not null,
    accounts bigint not null,
    grid double precision[] not null,
    primary key (tenant, day, cohort, measure)
);
