/*---
title    = "Agreement of raters"
question = "Do the raters of a team or organization see the same?"
grain    = "one row per level, instrument, scale and wave with at least two groups of raters"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "0cbfd812fe20"
excludes = ["groups with a single rater", "scores that stand for several raters at once"]

[disclosure]
people = ["raters"]
by     = ["level", "instrument", "scale", "wave"]
totals = []

[chart]
kind        = "bar"
x           = "label"
y           = ["icc_1", "icc_2"]
series      = "wave"
orientation = "horizontal"

[columns]
level      = { title = "Level", description = "of what is rated; individual where people are grouped by their team" }
instrument = { title = "Instrument" }
scale      = { title = "Scale" }
wave       = { title = "When", description = "before the program, during it, after it, or at a follow-up" }
n_groups   = { title = "Groups", unit = "count" }
raters     = { title = "Raters", unit = "people" }
icc_1      = { title = "ICC(1)", unit = "index", description = "share of the variance of single scores that lies between groups" }
icc_2      = { title = "ICC(2)", unit = "index", description = "how reliable the mean of a group is" }
label      = { title = "Level and scale" }
---*/
with means as (
    select
        subject_level,
        instrument,
        scale,
        wave,
        count(*) as n_groups,
        sum(raters) as raters,
        sum(raters * raters) as squared_raters,
        sum(within) as within,
        sum(raters * mean_score) / sum(raters) as grand_mean,
        sum(raters * mean_score * mean_score) as squares
    from rated_groups
    group by subject_level, instrument, scale, wave
    having count(*) > 1
),

variances as (
    select
        *,
        case wave
            when 'pre' then 'Before'
            when 'mid' then 'During'
            when 'post' then 'After'
            else 'Follow-up'
        end as said,
        case wave when 'pre' then 1 when 'mid' then 2 when 'post' then 3 else 4 end as place,
        -- for groups of unlike size, the size that the analysis of variance expects
        (raters - squared_raters / raters) / (n_groups - 1) as group_size,
        (squares - raters * grand_mean * grand_mean) / (n_groups - 1) as between_square,
        within / nullif(raters - n_groups, 0) as within_square
    from means
)

select
    upper(left(subject_level, 1)) || replace(substr(subject_level, 2), '_', ' ') as level,
    instrument,
    scale,
    said as wave,
    n_groups,
    cast(raters as bigint) as raters,
    (between_square - within_square)
    / nullif(between_square + (group_size - 1) * within_square, 0) as icc_1,
    (between_square - within_square) / nullif(between_square, 0) as icc_2,
    upper(left(subject_level, 1)) || replace(substr(subject_level, 2), '_', ' ') || ': ' || scale as label
from variances
order by
    subject_level asc,
    instrument asc,
    scale asc,
    place asc
