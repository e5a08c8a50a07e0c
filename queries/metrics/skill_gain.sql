/*---
title    = "Scores before and after, by scale"
question = "How do scores before a program compare with those after it?"
grain    = "one row per subject, enrollment, instrument and scale with a score before"
excludes = ["raters of a kind that scored only before or only after", "middle and follow-up waves"]
person   = "who"
people   = "people"

[dimensions]
level      = { column = "subject_level", title = "Level" }
instrument = "instrument"
scale      = "scale"
period     = "year"

# Individuals are people, so their pairs are counted as such. Teams and units are not; behind them stand their raters.

[measures]
people      = { count = "person", where = "after is not null", title = "People", description = "people scored, or for teams and organizations those who rated, in the smaller of the two waves" }
subjects    = { count = "rows", where = "is_individual", unit = "count", title = "Scored before" }
pairs       = { count = "rows", where = "is_individual and after is not null", unit = "count", title = "Pairs", description = "individuals with a score before and after" }
groups      = { statistic = "count(before)", where = "not is_individual", unit = "count", title = "Groups scored before" }
group_pairs = { statistic = "count(after)", where = "not is_individual and after is not null", unit = "count", title = "Pairs of groups" }
before      = { mean = "before", where = "after is not null", unit = "score", title = "Before", description = "mean of the pairs" }
after       = { mean = "after", unit = "score", title = "After", description = "mean of the pairs" }

# With n pairs, means M and standard deviations S: d_av = 2 (M2 - M1) / (S1 + S2), g = c d_av, c = 1 - 3 / (4 (n - 1) - 1),
# and its 95% interval is g ± 1.96 c sqrt((1 - r) (2 + d_av²) / n). At n = 2 c is 0: two pairs have no g.

[measures.d_av]
title       = "Gain before correction (d)"
description = "difference divided by the mean standard deviation"
unit        = "ratio"
over        = "after"
statistic   = "2 * (avg(after) - avg(before)) / (stddev_samp(before) + stddev_samp(after))"

[measures.g]
title       = "Gain (g)"
description = "d corrected for small samples"
unit        = "ratio"
over        = "after"
statistic   = """
nullif(1 - 3 / (4 * count(after) - 5), 0) * 2 * (avg(after) - avg(before)) / (stddev_samp(before) + stddev_samp(after))
"""

[measures.low]
title       = "Gain, low"
description = "lower end of the 95% interval"
unit        = "ratio"
over        = "after"
statistic   = """
nullif(1 - 3 / (4 * count(after) - 5), 0) * (
    2 * (avg(after) - avg(before)) / (stddev_samp(before) + stddev_samp(after))
    - 1.96 * sqrt(
        abs(1 - corr(before, after)) / count(after)
        * (2 + (2 * (avg(after) - avg(before)) / (stddev_samp(before) + stddev_samp(after))) ** 2)
    )
)
"""

[measures.high]
title       = "Gain, high"
description = "upper end of the 95% interval"
unit        = "ratio"
over        = "after"
statistic   = """
nullif(1 - 3 / (4 * count(after) - 5), 0) * (
    2 * (avg(after) - avg(before)) / (stddev_samp(before) + stddev_samp(after))
    + 1.96 * sqrt(
        abs(1 - corr(before, after)) / count(after)
        * (2 + (2 * (avg(after) - avg(before)) / (stddev_samp(before) + stddev_samp(after))) ** 2)
    )
)
"""

[[publish]]
by = ["level", "instrument", "scale", "period"]
---*/
select
    subject_level,
    instrument,
    scale,
    year,
    is_individual,
    who,
    people,
    before,
    after
from paired_scores
