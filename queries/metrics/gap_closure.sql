/*---
title    = "Pairs below their target"
question = "Of those who scored below their target, how far did they come?"
grain    = "one row per subject, enrollment, instrument and scale below its target before, with a score after"
excludes = ["scores without a pair or a target", "subjects that had reached their target before"]
person   = "who"
people   = "people"

[dimensions]
level      = { column = "subject_level", title = "Level" }
instrument = "instrument"
scale      = "scale"
period     = "year"

# Individuals are people, so their pairs are counted as such. Teams and units are not; behind them stand their raters.

[measures]
people         = { count = "person", title = "People", description = "people scored, or for teams and organizations those who rated, in the smaller of the two waves" }
pairs          = { count = "rows", where = "is_individual", unit = "count", title = "Pairs below target", description = "individuals below their target before, with a score after" }
reached        = { count = "rows", where = "is_individual and has_reached", unit = "count", title = "Reached the target" }
group_pairs    = { statistic = "count(closure)", where = "not is_individual", unit = "count", title = "Groups below target" }
groups_reached = { mean = "cast(has_reached as integer)", where = "not is_individual", unit = "share", title = "Groups that reached the target" }
median_closure = { median = "closure", unit = "share", title = "Gap closed, median", description = "of the way from the score before to the target" }

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
    (after - before) / (target - before) as closure,
    after >= target as has_reached
from paired_scores
where before < target and after is not null
