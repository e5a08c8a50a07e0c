/*---
title        = "Scores before and after, paired"
question     = "What did the same raters say of the same subject before and after?"
grain        = "one row per subject, enrollment, instrument and scale with a score before"
materialized = "table"
excludes     = ["scores of which it is not known how many gave them"]

[columns]
subject_level = { title = "Level" }
subject_key   = { title = "Subject", description = "a number that stands for a person, team or organizational unit" }
enrollment_id = { title = "Enrollment" }
year          = { title = "Year", unit = "year", description = "of the enrollment, or in which the first score was given" }
instrument    = { title = "Instrument" }
scale         = { title = "Scale" }
scale_min     = { title = "Lowest score" }
scale_max     = { title = "Highest score" }
before        = { title = "Before", unit = "score", description = "mean over raters; where both were asked, over those kinds of raters who also scored after" }
after         = { title = "After", unit = "score", description = "mean over the same kinds of raters; empty without a pair" }
target        = { title = "Target", unit = "score" }
is_individual = { title = "Individual" }
who           = { title = "Who was scored, or stands behind the score" }
people        = { title = "People", unit = "people", description = "one for an individual; for teams and organizations the raters" }
raters        = { title = "Raters", unit = "people", description = "the fewer of those before and after; of those before without a pair" }
---*/
-- Kinds of raters differ in level, so that a manager who joins after would look like a gain: pairs are made by kind.
with scored as (
    select
        leadership_diagnostics.subject_level,
        leadership_diagnostics.subject_key,
        leadership_diagnostics.enrollment_id,
        leadership_diagnostics.instrument,
        leadership_diagnostics.scale,
        coalesce(leadership_diagnostics.rater, 'self') as rater,
        leadership_diagnostics.wave,
        leadership_diagnostics.score,
        leadership_diagnostics.scale_min,
        leadership_diagnostics.scale_max,
        leadership_diagnostics.target_score,
        leadership_diagnostics.n_raters,
        coalesce(
            leadership_enrollments.year,
            extract(year from leadership_diagnostics.administered_date)
            - case
                when
                    strftime(leadership_diagnostics.administered_date, '%m-%d')
                    < (select settings.year_starts from settings)
                    then 1
                else 0
            end
        ) as year
    from leadership_diagnostics
    left join leadership_enrollments
        on leadership_diagnostics.enrollment_id = leadership_enrollments.enrollment_id
    where leadership_diagnostics.wave in ('pre', 'post') and leadership_diagnostics.n_raters is not null
),

by_kind as (
    select
        subject_level,
        subject_key,
        enrollment_id,
        instrument,
        scale,
        rater,
        min(scale_min) as scale_min,
        max(scale_max) as scale_max,
        max(target_score) as target,
        min(year) filter (where wave = 'pre') as year,
        sum(score * n_raters) filter (where wave = 'pre') as sum_before,
        sum(n_raters) filter (where wave = 'pre') as raters_before,
        sum(score * n_raters) filter (where wave = 'post') as sum_after,
        sum(n_raters) filter (where wave = 'post') as raters_after
    from scored
    group by all
),

together as (
    select
        subject_level,
        subject_key,
        enrollment_id,
        instrument,
        scale,
        min(year) as year,
        min(scale_min) as scale_min,
        max(scale_max) as scale_max,
        max(target) as target,
        sum(sum_before) / sum(raters_before) as all_before,
        sum(raters_before) as all_raters_before,
        sum(sum_before) filter (where raters_after is not null)
        / sum(raters_before) filter (where raters_after is not null) as paired_before,
        sum(sum_after) / sum(raters_after) as paired_after,
        sum(raters_before) filter (where raters_after is not null) as paired_raters_before,
        sum(raters_after) as paired_raters_after
    from by_kind
    where raters_before is not null
    group by all
)

select
    subject_level,
    subject_key,
    enrollment_id,
    cast(year as integer) as year,
    instrument,
    scale,
    scale_min,
    scale_max,
    coalesce(paired_before, all_before) as before,
    paired_after as after,
    target,
    cast(coalesce(least(paired_raters_before, paired_raters_after), all_raters_before) as bigint) as raters,
    subject_level = 'individual' as is_individual,
    -- nobody knows which raters of a group are the same, so each score of a group has raters of its own
    if(is_individual, cast(subject_key as varchar), concat_ws(' ', subject_key, enrollment_id)) as who,
    if(is_individual, 1, raters) as people
from together
order by
    subject_level,
    subject_key,
    scale
