/*---
title    = "What students do abroad"
question = "Which share of placements is study, work, research or service?"
grain    = "one row per type of placement and academic year"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "e3591c3db7f0"
excludes = ["inbound placements", "applications that did not lead abroad"]

[metric]
number      = 11
definition  = "Placements abroad of a type (study, work, research, service and the rest), divided by all placements abroad of the academic year."
denominator = "placements abroad of the academic year, live or completed"
source      = "placements"
is_not      = "Not a share of students: one student can do two types. Missing where a type has fewer students than are published; rounded counts may add up to a little more or less than the whole."

[chart]
kind     = "stacked_bar"
x        = "academic_year"
y        = "share"
series   = "type"
complete = "is_complete"
series_order = ["Study", "Work", "Research", "Service", "Other"]

[columns]
type  = { title = "Type of placement", description = "teaching, conferences and the rest together as other" }
share = { title = "Share", unit = "share", description = "among the placements of the year" }

[[expect]]
none = "share not between 0 and 1"
---*/
with parts as (
    select parts.*
    from (
        values
        (1, 'study', 'Study'),
        (2, 'work', 'Work'),
        (3, 'research', 'Research'),
        (4, 'service', 'Service'),
        (5, 'other', 'Other')
    ) as parts (number, placement_type, type)
    where
        parts.placement_type in (
            select occurring.placement_type from students_abroad_by_place_period_placement_type as occurring
        )
),

counted as (
    select
        parts.number,
        parts.type,
        periods.academic_year,
        periods.is_complete,
        sum(abroad.students) as students,
        sum(abroad.placements) as placements,
        sum(whole.placements) as all_placements
    from parts
    cross join periods
    cross join chosen_places($scheme, $regions, $countries) as chosen
    left join students_abroad_by_place_period_placement_type as abroad
        on
            parts.placement_type = abroad.placement_type
            and periods.period = abroad.period
            and chosen.place = abroad.place
    left join students_abroad_by_place_period as whole
        on periods.period = whole.period and chosen.place = whole.place
    where periods.kind = 'year' and periods.has_placements
    group by all
)

select
    type,
    academic_year,
    students,
    placements,
    rate(placements, all_placements) as share,
    is_complete
from counted
order by
    number,
    academic_year
