/*---
title    = "Scores of individuals before and after, over all scales"
question = "How do people score before and after a program, all scales together?"
grain    = "one row per person and enrollment with a pair"
excludes = ["teams and organizations", "scores without a pair", "raters of a kind that scored only before or only after"]
person   = "subject_key"

[dimensions]
period = "year"

[measures]
people = { count = "person", title = "People with a pair", description = "scored before and after" }
before = { mean = "before", unit = "score", title = "Before", description = "mean over people, each the mean of their scales" }
after  = { mean = "after", unit = "score", title = "After" }

# d_av, g and its interval as in skill_gain.sql

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
by = ["period"]
---*/
with enrollments as (
    select
        subject_key,
        enrollment_id,
        year,
        avg(before) as before,
        avg(after) as after
    from paired_scores
    where subject_level = 'individual' and after is not null
    group by all
)

select
    subject_key,
    enrollment_id,
    year,
    before,
    after
from enrollments
