/*---
title    = "Leadership completion"
question = "Of the people whose leadership program has ended, how many completed it?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "6dd82a22814c"

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people  = ["applied", "admitted", "enrolled", "ended", "completed"]
by      = ["academic_year"]
open    = ["eligible", "target", "is_complete"]
parts   = { admitted = "applied", enrolled = "admitted", ended = "enrolled", completed = "ended" }
depends = { admitted_share = ["admitted", "applied"], enrolled_share = ["enrolled", "admitted"], completion_rate = ["completed", "ended"], eligible_share = ["enrolled"] }
totals  = ["cards/leadership_enrolled"]

[metric]
number      = 22
definition  = "Distinct people who completed a leadership program, divided by the distinct people who began one, both among offerings whose last day is not after the as-of date."
denominator = "people who began an offering that has ended"
source      = "leadership_enrollments"
is_not      = "Not a rate of enrollments: a person in two programs counts once, as completed. Whoever withdrew after beginning counts as not completed; a no-show never began. Where an offering has no end, the academic year's last day stands for it."

[card]
value    = "completion_rate"
period   = "academic_year"
complete = "is_complete"
target   = "target"
base     = "ended"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = "completion_rate"
target   = "target"
complete = "is_complete"

[columns]
academic_year   = { title = "Academic year" }
eligible        = { title = "Eligible", unit = "people", description = "people who may take part" }
applied         = { title = "Applied", unit = "people", description = "distinct people who applied" }
admitted        = { title = "Admitted", unit = "people", description = "of these, admitted or further" }
enrolled        = { title = "Enrolled", unit = "people", description = "of these, began" }
ended           = { title = "Reached the end", unit = "people", description = "of these, in an offering whose last day is not after the as-of date" }
completed       = { title = "Completed", unit = "people", description = "of these, completed it" }
eligible_share  = { title = "Enrolled, % of eligible", unit = "share", description = "of those eligible" }
admitted_share  = { title = "Admitted, %", unit = "share", description = "of those who applied" }
enrolled_share  = { title = "Enrolled, %", unit = "share", description = "of those admitted" }
completion_rate = { title = "Completion", unit = "share", description = "completed among those who reached the end" }
target          = { title = "Target", unit = "share" }
is_complete     = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "eligible_share not between 0 and 1 or admitted_share not between 0 and 1 or enrolled_share not between 0 and 1 or completion_rate not between 0 and 1"
---*/
with goals as (
    select
        academic_year,
        value
    from targets
    where
        metric_id = 'leadership_completion'
        and scope = case
            when len($countries) > 0 or len($regions) > 1 then null
            when len($regions) = 1 then $scheme || '/' || $regions[1]
            else 'institution'
        end
)

select
    by_year.academic_year,
    by_year.eligible,
    by_year.applied,
    by_year.admitted,
    by_year.enrolled,
    by_year.ended,
    by_year.completed,
    by_year.eligible_share,
    by_year.admitted_share,
    by_year.enrolled_share,
    by_year.completion_rate,
    goals.value as target,
    by_year.is_complete
from "cards/leadership_enrolled" as by_year
left join goals on by_year.academic_year = goals.academic_year
order by by_year.academic_year
