/*---
title    = "Agreement of raters"
question = "How much do the raters of one group agree beyond chance?"
grain    = "one row per rater of a group of at least two, instrument, scale and wave"
excludes = ["from the agreement of raters: groups with a single rater, and scores that stand for several raters, or nobody knows how many"]
person   = "rater_key"

[dimensions]
level      = { column = "subject_level", title = "Level", description = "of what is rated; individual where people are grouped by their team" }
instrument = "instrument"
scale      = "scale"
wave       = { column = "wave", title = "When" }

[measures]
raters   = { count = "person", title = "Raters" }
n_groups = { statistic = "count(distinct group_key)", unit = "count", title = "Groups" }

# The analysis of variance of k groups and n raters: MB, the mean square between groups, is sum(between_groups²) / (k - 1), and
# MW, within them, sum(within_group²) / (n - k); a group has m = (n - sum(size²) / n) / (k - 1) raters, and the sum over groups
# of size² is the sum over raters of size. ICC(1) = (MB - MW) / (MB + (m - 1) MW), ICC(2) = (MB - MW) / MB.

[measures.icc_1]
title       = "ICC(1)"
description = "share of the variance of single scores that lies between groups"
unit        = "ratio"
over        = "score"
statistic   = """
(
    sum(between_groups ** 2) / (count(distinct group_key) - 1)
    - sum(within_group ** 2) / (count(score) - count(distinct group_key))
) / (
    sum(between_groups ** 2) / (count(distinct group_key) - 1)
    + sum(within_group ** 2) / (count(score) - count(distinct group_key))
    * ((count(score) - sum(size) / count(score)) / (count(distinct group_key) - 1) - 1)
)
"""

[measures.icc_2]
title       = "ICC(2)"
description = "how reliable the mean of a group is"
unit        = "ratio"
over        = "score"
statistic   = """
1 - sum(within_group ** 2) / (count(score) - count(distinct group_key))
/ (sum(between_groups ** 2) / (count(distinct group_key) - 1))
"""

[[publish]]
by = ["level", "instrument", "scale", "wave"]
---*/
with rated as (
    select
        subject_level,
        instrument,
        scale,
        wave,
        score,
        case when subject_level = 'individual' then team_id else cast(subject_key as varchar) end as group_key,
        -- who rates himself is one person in all his scores; of other raters nobody knows which are the same
        case
            when subject_level = 'individual' and coalesce(rater, 'self') = 'self'
                then 'self ' || cast(subject_key as varchar)
            else 'other ' || cast(diagnostic_id as varchar)
        end as rater_key
    from leadership_diagnostics
    where n_raters = 1
),

grouped as (
    select
        *,
        count(*) over (partition by subject_level, instrument, scale, wave, group_key) as size,
        avg(score) over (partition by subject_level, instrument, scale, wave, group_key) as group_mean
    from rated
    where group_key is not null
    qualify size > 1
)

select
    *,
    score - group_mean as within_group,
    group_mean - avg(score) over (partition by subject_level, instrument, scale, wave) as between_groups
from grouped
