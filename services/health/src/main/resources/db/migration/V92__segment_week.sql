-- How the customers of each segment did in each week, as its last scored day saw them, in the segments they were in
-- then. Nothing of it is worked out again when an account moves to another segment.
create table segment_week (
    tenant text collate "C" not null,
    week date not null,
    dimension text not null,
    segment text collate "C" not null,
    day date not null,
    tally jsonb not null,
    primary key (tenant, dimension, week, segment)
);

-- What each stretch of a run adds to it; gone when the run is done.
create table segment_part (
    tenant text collate "C" not null,
    run_id uuid not null,
    dimension text not null,
    segment text collate "C" not null,
    part text collate "C" not null,
    tally jsonb not null,
    primary key (tenant, run_id, dimension, segment, part)
);
