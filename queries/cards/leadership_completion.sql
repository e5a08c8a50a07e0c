/*---
title    = "Leadership completion"
question = "Of the people whose leadership program has ended, how many completed it?"
grain    = "one row per academic year"
card     = { value = "completion_rate", base = "ended", better = "up" }
chart    = { kind = "line" }

[metric]
number      = 22
definition  = "Distinct people who completed a leadership program, divided by the distinct people who began one, both among offerings whose last day is not after the as-of date."
denominator = "people who began an offering that has ended"
source      = "leadership_enrollments"
is_not      = "Not a rate of enrollments: a person in two programs counts once, as completed. Whoever withdrew after beginning counts as not completed; a no-show never began. Where an offering has no end, the academic year's last day stands for it."

[columns]
target = { title = "Target", unit = "share" }
---*/
select
    funnel.academic_year,
    funnel.enrolled,
    funnel.ended,
    funnel.completed,
    funnel.completion_rate,
    goals.target,
    funnel.is_complete
from leadership_funnel($scheme, $regions, $countries) as funnel
left join targets_for('leadership_completion', $scheme, $regions, $countries) as goals on funnel.year = goals.year
where funnel.kind = 'year' and funnel.has_leadership
order by funnel.year
