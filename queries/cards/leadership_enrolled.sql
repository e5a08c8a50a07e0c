/*---
title    = "Leadership participants"
question = "How many people began a leadership program in each academic year?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "4394ee469084"

[card]
value    = "enrolled"
period   = "academic_year"
complete = "is_complete"
target   = "target"
base     = "eligible"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = ["applied", "enrolled", "completed"]
complete = "is_complete"
events   = true

[columns]
eligible       = { title = "Eligible", unit = "people", description = "people who may take part" }
eligible_share = { title = "Enrolled, % of eligible", unit = "share", description = "of those eligible" }
target         = { title = "Target", unit = "people" }

[[expect]]
none = "eligible_share not between 0 and 1 or admitted_share not between 0 and 1 or enrolled_share not between 0 and 1 or completion_rate not between 0 and 1"
---*/
with bases as (
    select
        year,
        people as eligible
    from populations
    where
        population = 'leadership_eligible'
        and student_level is null
        and home_school is null
        and equity_attribute is null
)

select
    funnel.academic_year,
    bases.eligible,
    funnel.applied,
    funnel.admitted,
    funnel.enrolled,
    funnel.ended,
    funnel.completed,
    rate(funnel.enrolled, bases.eligible) as eligible_share,
    funnel.admitted_share,
    funnel.enrolled_share,
    funnel.completion_rate,
    goals.target,
    funnel.is_complete
from leadership_funnel($scheme, $regions, $countries) as funnel
left join bases on funnel.year = bases.year
left join targets_for('leadership_enrolled', $scheme, $regions, $countries) as goals on funnel.year = goals.year
where funnel.kind = 'year' and funnel.has_leadership
order by funnel.year
