/*---
title    = "Leadership funnel"
question = "Of the people who applied to a leadership program, how many were admitted, enrolled, and completed it?"
grain    = "one row; none where no programs are delivered"
chart    = { kind = "funnel", y = ["applied", "admitted", "enrolled", "completed"] }

[metric]
number      = 21
definition  = "Distinct people who applied, were admitted or further, began (enrolled, in progress, completed or withdrawn), and completed an offering that has ended; each with its share of the stage before. By year also those who began among all who are eligible."
denominator = "each stage's is the stage before; by year the enrolled also among all who are eligible, from the table of populations"
source      = "leadership_enrollments; populations (leadership_eligible)"
is_not      = "Not a count of enrollments: whoever is in two programs counts once at the furthest point reached. Completions lag: programs that still run are enrolled and not yet completed."
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
