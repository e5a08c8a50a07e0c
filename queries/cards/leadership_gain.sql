/*---
title    = "Gain of individuals over all scales"
question = "How much higher do people score after a leadership program than before?"
grain    = "one row per academic year with pairs"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "6c8bbe9d0417"
excludes = ["teams and organizations", "scores without a pair", "raters of a kind that scored only before or only after"]

[parameters]
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people = ["people"]
by     = ["academic_year"]
open   = ["is_complete"]
totals = []

[card]
value    = "g"
period   = "academic_year"
complete = "is_complete"
base     = "people"
better   = "up"

[chart]
kind      = "line"
x         = "academic_year"
y         = "g"
low       = "low"
high      = "high"
complete  = "is_complete"
reference = [0.0]

[columns]
academic_year = { title = "Academic year" }
people        = { title = "People with a pair", unit = "people", description = "scored before and after" }
before        = { title = "Before", unit = "score", description = "mean over people, each the mean of their scales" }
after         = { title = "After", unit = "score" }
g             = { title = "Gain (g)", unit = "ratio", description = "difference divided by the mean standard deviation, corrected for small samples" }
low           = { title = "Gain, low", unit = "ratio", description = "lower end of the 95 % interval" }
high          = { title = "Gain, high", unit = "ratio", description = "upper end of the 95 % interval" }
is_complete   = { title = "Complete", description = "the academic year is over" }
---*/
with persons as (
    select
        year,
        subject_key,
        enrollment_id,
        avg(before) as before,
        avg(after) as after
    from paired_scores
    where
        subject_level = 'individual'
        and after is not null
        and year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
),

paired as (
    select
        year,
        count(*) as pairs,
        count(distinct subject_key) as people,
        avg(before) as mean_before,
        avg(after) as mean_after,
        stddev_samp(before) as spread_before,
        stddev_samp(after) as spread_after,
        corr(before, after) as correlation
    from persons
    group by year
    having count(*) > 2
),

measured as (
    select
        *,
        (mean_after - mean_before) / nullif((spread_before + spread_after) / 2, 0) as d_av,
        1 - 3 / (4 * (pairs - 1) - 1) as correction
    from paired
),

spread as (
    select
        *,
        1.96 * correction
        * sqrt(greatest((1 / pairs + d_av * d_av / (2 * pairs)) * 2 * (1 - correlation), 0)) as half_width
    from measured
)

select
    academic_years.academic_year,
    spread.people,
    spread.mean_before as before,
    spread.mean_after as after,
    spread.correction * spread.d_av as g,
    spread.correction * spread.d_av - spread.half_width as low,
    spread.correction * spread.d_av + spread.half_width as high,
    academic_years.last_day < $as_of as is_complete
from spread
inner join academic_years on spread.year = academic_years.year
order by spread.year
