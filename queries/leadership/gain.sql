/*---
title    = "Gain from before to after"
question = "How much higher do people, teams and organizations score after a program than before?"
grain    = "one row per level, instrument and scale"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "c3b6d6744bbb"
excludes = ["scores without a pair", "scales with fewer than three pairs", "raters of a kind that scored only before or only after", "middle and follow-up waves"]

[parameters]
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]
people = ["people"]
by     = ["level", "instrument", "scale"]
totals = []

[metric]
number      = 23
definition  = "For subjects that were scored before and after by the same kinds of raters: the difference of the means divided by the mean of the two standard deviations (d_av), corrected for small samples (Hedges' g = d_av · (1 − 3 / (4(n − 1) − 1))), with a 95 % interval that allows for the correlation of the pair."
denominator = "pairs; beside them the pair rate, pairs among all subjects scored before"
source      = "leadership_diagnostics; Lakens (2013) for d_av and g, Borenstein and others (2009) for the interval"
is_not      = "Not an effect of the program: there is no control group, and people change anyway. Not a gain of those who left: they have no score after."

[chart]
kind      = "dot"
x         = "label"
y         = "g"
low       = "low"
high      = "high"
series    = "level"
reference = [0.0]

[columns]
level      = { title = "Level" }
instrument = { title = "Instrument" }
scale      = { title = "Scale" }
pairs      = { title = "Pairs", unit = "count", description = "subjects with a score before and after" }
people     = { title = "People", unit = "people", description = "people scored, or for teams and organizations those who rated, in the smaller of the two waves" }
pair_rate  = { title = "Pair rate", unit = "share", description = "pairs among subjects scored before, rounded to whole percent" }
before     = { title = "Before", unit = "score", description = "mean of the pairs" }
after      = { title = "After", unit = "score", description = "mean of the pairs" }
d_av       = { title = "Gain before correction (d)", unit = "ratio", description = "difference divided by the mean standard deviation" }
g          = { title = "Gain (g)", unit = "ratio", description = "d corrected for small samples" }
low        = { title = "Gain, low", unit = "ratio", description = "lower end of the 95 % interval" }
high       = { title = "Gain, high", unit = "ratio", description = "upper end of the 95 % interval" }
icc_1      = { title = "ICC(1)", unit = "index", description = "for teams and organizations, before, over all years: how much raters of one group agree beyond chance" }
label      = { title = "Level and scale" }

[[expect]]
none = "pair_rate not between 0 and 1"
---*/
with paired as (
    select
        subject_level,
        instrument,
        scale,
        count(*) as subjects,
        count(after) as pairs,
        case
            when subject_level = 'individual' then count(distinct subject_key) filter (where after is not null)
            else coalesce(sum(raters) filter (where after is not null), 0)
        end as people,
        avg(before) filter (where after is not null) as mean_before,
        avg(after) as mean_after,
        stddev_samp(before) filter (where after is not null) as spread_before,
        stddev_samp(after) as spread_after,
        corr(before, after) as correlation
    from paired_scores
    where coalesce(year, 0) between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by subject_level, instrument, scale
),

measured as (
    select
        *,
        (mean_after - mean_before) / nullif((spread_before + spread_after) / 2, 0) as d_av,
        1 - 3 / nullif(4 * (pairs - 1) - 1, 0) as correction
    from paired
),

spread as (
    select
        *,
        upper(left(subject_level, 1)) || replace(substr(subject_level, 2), '_', ' ') as level,
        1.96 * correction
        * sqrt(greatest((1 / pairs + d_av * d_av / (2 * pairs)) * 2 * (1 - correlation), 0)) as half_width
    from measured
    where pairs > 2
),

means as (
    select
        subject_level,
        instrument,
        scale,
        count(*) as n_groups,
        sum(raters) as raters,
        sum(raters * raters) as squared_raters,
        sum(within) as within,
        sum(raters * mean_score) / sum(raters) as grand_mean,
        sum(raters * mean_score * mean_score) as squares
    from rated_groups
    where wave = 'pre' and subject_level <> 'individual'
    group by subject_level, instrument, scale
    having count(*) > 1
),

agreement as (
    select
        subject_level,
        instrument,
        scale,
        -- for groups of unlike size, the size that the analysis of variance expects
        (raters - squared_raters / raters) / (n_groups - 1) as group_size,
        (squares - raters * grand_mean * grand_mean) / (n_groups - 1) as between_square,
        within / nullif(raters - n_groups, 0) as within_square
    from means
)

select
    spread.level,
    spread.instrument,
    spread.scale,
    spread.pairs,
    cast(spread.people as bigint) as people,
    round(spread.pairs / spread.subjects, 2) as pair_rate,
    spread.mean_before as before,
    spread.mean_after as after,
    spread.d_av,
    spread.correction * spread.d_av as g,
    spread.correction * spread.d_av - spread.half_width as low,
    spread.correction * spread.d_av + spread.half_width as high,
    (agreement.between_square - agreement.within_square)
    / nullif(agreement.between_square + (agreement.group_size - 1) * agreement.within_square, 0) as icc_1,
    spread.level || ': ' || spread.scale as label
from spread
left join agreement
    on
        spread.subject_level = agreement.subject_level
        and spread.instrument = agreement.instrument
        and spread.scale = agreement.scale
order by
    spread.subject_level,
    spread.instrument,
    spread.scale
