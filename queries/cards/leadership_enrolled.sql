/*---
title    = "Leadership participants"
question = "How many people began a leadership program in each academic year?"
grain    = "one row per academic year"
card     = { value = "enrolled", base = "eligible", better = "up" }
chart    = { kind = "line", y = ["applied", "enrolled", "completed"], events = true }

[columns]
eligible       = { title = "Eligible", unit = "people", description = "people who may take part" }
eligible_share = { title = "Enrolled, % of eligible", unit = "share", description = "of those eligible" }
target         = { title = "Target", unit = "people" }
---*/
select
    funnel.academic_year,
    bases.people as eligible,
    funnel.applied,
    funnel.admitted,
    funnel.enrolled,
    funnel.ended,
    funnel.completed,
    rate(funnel.enrolled, bases.people) as eligible_share,
    funnel.admitted_share,
    funnel.enrolled_share,
    funnel.completion_rate,
    goals.target,
    funnel.is_complete
from leadership_funnel($scheme, $regions, $countries) as funnel
left join whole_populations() as bases on funnel.year = bases.year and bases.population = 'leadership_eligible'
left join targets_for('leadership_enrolled', $scheme, $regions, $countries) as goals on funnel.year = goals.year
where funnel.kind = 'year' and funnel.has_leadership
order by funnel.year
