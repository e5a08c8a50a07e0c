/*---
title    = "Gain of individuals over all scales"
question = "How much higher do people score after a leadership program than before?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "deed504e15fa"
excludes = ["teams and organizations", "scores without a pair", "raters of a kind that scored only before or only after"]

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
---*/
select
    periods.academic_year,
    gains.people,
    gains.before,
    gains.after,
    gains.g,
    gains.low,
    gains.high,
    periods.is_complete
from periods
left join individual_gain_by_period as gains on periods.period = gains.period
where periods.kind = 'year' and (periods.has_diagnostics or gains.people is not null)
order by periods.year
