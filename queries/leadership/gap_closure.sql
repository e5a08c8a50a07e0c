/*---
title    = "Closing the gap to the target"
question = "Of those who scored below their target, how far did they come?"
grain    = "one row per level, instrument and scale with a target and enough people to be published"
chart    = { kind = "bar", x = "label", y = ["median_closure", "reached_share"] }
ignores  = { place = "published for all participants together" }

[metric]
number      = 24
definition  = "Among pairs below their target before: the median of (after − before) / (target − before), and the share that reached the target after."
denominator = "pairs with a score before that is below the target"
source      = "leadership_diagnostics (target_score)"
is_not      = "Not bounded by 0 and 1: who falls back closes less than nothing, who passes the target more than all. Part of it is chance: low scores rise when they are taken again."

[columns]
pairs         = { title = "Pairs below target", unit = "count", description = "subjects below their target before, with a score after; teams and organizations are counted exactly, people as they are published" }
reached_share = { title = "Reached the target", unit = "share", description = "among the pairs below it before" }
label         = { title = "Level and scale" }
---*/
select
    in_words(gaps.level) as level,
    gaps.instrument,
    gaps.scale,
    coalesce(gaps.pairs, gaps.group_pairs) as pairs,
    gaps.people,
    gaps.median_closure,
    coalesce(rate(gaps.reached, gaps.pairs), gaps.groups_reached) as reached_share,
    in_words(gaps.level) || ': ' || gaps.scale as label
from gap_closure_by_level_instrument_scale_period as gaps
where gaps.period = $period
order by
    level_order(gaps.level),
    gaps.instrument,
    gaps.scale
