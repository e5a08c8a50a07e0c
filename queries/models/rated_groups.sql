/*---
title        = "Groups and their raters"
question     = "How many raters scored a group on a scale, and how far apart are they?"
grain        = "one row per group, instrument, scale and wave with at least two raters"
owner        = "Global Education Office"
reviewed     = 2026-11-01
materialized = "table"

excludes = ["scores that stand for several raters at once: they hide how far apart these are"]

[columns]
subject_level = { title = "Level", description = "team or organization; individual where people of a team rated the same" }
group_key     = { title = "Group", description = "the team or unit that was rated, or whose people rated" }
instrument    = { title = "Instrument" }
scale         = { title = "Scale" }
wave          = { title = "Wave" }
raters        = { title = "Raters", unit = "people" }
mean_score    = { title = "Mean", unit = "score" }
within        = { title = "Within", description = "sum of squared distances of the raters from the group's mean" }
---*/
with scored as (
    select
        subject_level,
        case when subject_level = 'individual' then team_id else cast(subject_key as varchar) end as group_key,
        instrument,
        scale,
        wave,
        score
    from leadership_diagnostics
    where n_raters = 1
)

select
    subject_level,
    group_key,
    instrument,
    scale,
    wave,
    count(*) as raters,
    avg(score) as mean_score,
    var_pop(score) * count(*) as within
from scored
where group_key is not null
group by all
having count(*) > 1
order by
    subject_level,
    instrument,
    scale,
    wave,
    group_key
