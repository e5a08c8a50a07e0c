/*---
title     = "Exchanges out and in"
question  = "How many of ours were exchanged to where, and how many came from there, in the chosen period?"
grain     = "one row per place, and per partner and its country or place"
excludes  = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]
arguments = ["in_period"]
returns   = "table"

[columns]
students_out  = { title = "Students out", measure = "exchanged", description = "distinct students of ours, on exchanges of a semester or longer" }
semesters_out = { title = "Semesters out", measure = "semesters" }
students_in   = { title = "Students in", measure = "exchanged", description = "distinct students of partners" }
semesters_in  = { title = "Semesters in", measure = "semesters" }
balance       = { title = "Balance", unit = "semesters", description = "semesters in minus semesters out" }
ratio         = { title = "Balance, ratio", unit = "ratio", description = "the balance divided by all semesters" }
---*/
select
    place,
    partner_key,
    exchanged_out as students_out,
    semesters_out,
    exchanged_in as students_in,
    semesters_in,
    semesters_in - semesters_out as balance,
    (semesters_in - semesters_out) / (semesters_in + semesters_out) as ratio
from stays_both_ways(in_period)
