/*---
title    = "Closing the gap to the target"
question = "Of those who scored below their target, how far did they come?"
grain    = "one row per level, instrument and scale with a target"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "6f9ff0636bed"
excludes = ["scores without a pair or a target", "subjects that had reached their target before"]

[parameters]
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]
people = ["people"]
by     = ["level", "instrument", "scale"]
totals = []

[metric]
number      = 24
definition  = "Among pairs below their target before: the median of (after − before) / (target − before), and the share that reached the target after."
denominator = "pairs with a score before that is below the target"
source      = "leadership_diagnostics (target_score)"
is_not      = "Not bounded by 0 and 1: who falls back closes less than nothing, who passes the target more than all. Part of it is chance: low scores rise when they are taken again."

[chart]
kind        = "bar"
x           = "label"
y           = ["median_closure", "reached_share"]
orientation = "horizontal"

[columns]
level          = { title = "Level" }
instrument     = { title = "Instrument" }
scale          = { title = "Scale" }
pairs          = { title = "Pairs below target", unit = "count", description = "subjects below their target before, with a score after" }
people         = { title = "People", unit = "people", description = "people scored, or for teams and organizations those who rated, in the smaller of the two waves" }
median_closure = { title = "Gap closed, median", unit = "share", description = "of the way from the score before to the target" }
reached_share  = { title = "Reached the target", unit = "share", description = "among the pairs below it before; rounded to whole percent" }
label          = { title = "Level and scale" }

[[expect]]
none = "reached_share not between 0 and 1"
---*/
with below as (
    select
        subject_level,
        subject_key,
        instrument,
        scale,
        raters,
        (after - before) / (target - before) as closure,
        after >= target as has_reached
    from paired_scores
    where
        before < target
        and after is not null
        and coalesce(year, 0) between coalesce($year_from, 0) and coalesce($year_to, 9999)
)

select
    upper(left(subject_level, 1)) || replace(substr(subject_level, 2), '_', ' ') as level,
    instrument,
    scale,
    count(*) as pairs,
    cast(
        case when subject_level = 'individual' then count(distinct subject_key) else sum(raters) end as bigint
    ) as people,
    median(closure) as median_closure,
    round(count(*) filter (where has_reached) / count(*), 2) as reached_share,
    upper(left(subject_level, 1)) || replace(substr(subject_level, 2), '_', ' ') || ': ' || scale as label
from below
group by subject_level, instrument, scale
order by
    subject_level,
    instrument,
    scale
