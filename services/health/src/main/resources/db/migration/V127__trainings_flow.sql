-- Whether the tenant tells of trainings at all; where it does not, an account without one may have had some.
alter table score_run add column trainings_flow boolean;
