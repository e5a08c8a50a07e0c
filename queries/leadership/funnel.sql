/*---
title    = "Leadership funnel"
question = "Of the people who applied to a leadership program, how many were admitted, enrolled, and completed it?"
grain    = "one row; none where no programs are delivered"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "443fb9c01cf9"

[metric]
number      = 21
definition  = "Distinct people who applied, were admitted or further, began (enrolled, in progress, completed or withdrawn), and completed an offering that has ended; each with its share of the stage before. By year also those who began among all who are eligible."
denominator = "each stage's is the stage before; by year the enrolled also among all who are eligible, from the table of populations"
source      = "leadership_enrollments; populations (leadership_eligible)"
is_not      = "Not a count of enrollments: whoever is in two programs counts once at the furthest point reached. Completions lag: programs that still run are enrolled and not yet completed."

[chart]
kind = "funnel"
y    = ["applied", "admitted", "enrolled", "completed"]

[[expect]]
none = "admitted_share not between 0 and 1 or enrolled_share not between 0 and 1 or completion_rate not between 0 and 1"
---*/
select
    applied,
    admitted,
    enrolled,
    ended,
    completed,
    admitted_share,
    enrolled_share,
    completion_rate
from leadership_funnel($scheme, $regions, $countries)
where period = $period and has_leadership
