/*---
title    = "Average skill gain, individuals"
question = "How much higher do people score after a leadership program than before?"
grain    = "one row per academic year"
card     = { value = "g", base = "people", better = "up" }
chart    = { kind = "line", reference = [0.0] }
ignores  = { place = "gains are published for all participants together" }
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
