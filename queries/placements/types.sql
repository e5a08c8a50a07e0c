/*---
title    = "What students do abroad"
question = "Which share of placements is study, work, research or service?"
grain    = "one row per type of placement and academic year"
chart    = { kind = "stacked_bar", x = "academic_year", y = "share", series = "type", series_order = ["Study", "Work", "Research", "Service", "Other"] }

[metric]
number      = 11
definition  = "Placements abroad of a type (study, work, research, service and the rest), divided by all placements abroad of the academic year."
denominator = "placements abroad of the academic year, live or completed"
source      = "placements"
is_not      = "Not a share of students: one student can do two types. Missing where a type has fewer students than are published; rounded counts may add up to a little more or less than the whole."

[columns]
type = { title = "Type of placement", description = "teaching, conferences and the rest together as other" }
---*/
select
    in_words(part) as type,
    academic_year,
    students,
    placements,
    share,
    is_complete
from placements_by_kind('placement_type', $scheme, $regions, $countries)
where has_placements
order by
    list_position(['study', 'work', 'research', 'service', 'other'], part),
    academic_year
