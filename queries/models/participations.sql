/*---
title        = "Leadership participations"
question     = "Who takes part in which leadership program, and how far did it come?"
grain        = "one row per person and offering, unsuccessful applications included"
materialized = "view"

[columns]
enrollment_id         = { title = "Enrollment" }
person_key            = { title = "Person", description = "a number that stands for a person; the same across tables" }
program_id            = { title = "Program's identifier" }
program_name          = { title = "Program" }
cohort_id             = { title = "Cohort" }
year                  = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
focus_level           = { title = "Level", description = "whom the program develops: individual, team, organization" }
participant_role      = { title = "Role" }
home_school           = { title = "Home school" }
team_id               = { title = "Team" }
org_unit_id           = { title = "Organizational unit" }
place_iso3            = { title = "Country or place", unit = "iso3", description = "where the program is given; ZZZ where none is recorded" }
status                = { title = "Status" }
is_admitted           = { title = "Admitted", description = "admitted or any state that follows" }
is_enrolled           = { title = "Enrolled", description = "began: enrolled, in progress, completed, or withdrawn from it" }
is_completed          = { title = "Completed" }
start_date            = { title = "Start", unit = "date" }
ends_on               = { title = "End", unit = "date", description = "of the offering; the academic year's last day where it is not given" }
contact_hours         = { title = "Contact hours" }
practice_placement_id = { title = "Practice placement" }
cost_amount           = { title = "Cost" }
currency              = { title = "Currency" }
---*/
select
    leadership_enrollments.enrollment_id,
    leadership_enrollments.person_key,
    leadership_enrollments.program_id,
    leadership_enrollments.program_name,
    leadership_enrollments.cohort_id,
    leadership_enrollments.year,
    leadership_enrollments.focus_level,
    leadership_enrollments.participant_role,
    leadership_enrollments.home_school,
    leadership_enrollments.team_id,
    leadership_enrollments.org_unit_id,
    coalesce(leadership_enrollments.delivery_country, 'ZZZ') as place_iso3,
    leadership_enrollments.status,
    leadership_enrollments.status <> 'applied' as is_admitted,
    leadership_enrollments.status in ('enrolled', 'in_progress', 'completed', 'withdrawn') as is_enrolled,
    leadership_enrollments.status = 'completed' as is_completed,
    leadership_enrollments.start_date,
    coalesce(leadership_enrollments.end_date, academic_years.last_day) as ends_on,
    leadership_enrollments.contact_hours,
    leadership_enrollments.practice_placement_id,
    leadership_enrollments.cost_amount,
    leadership_enrollments.currency
from leadership_enrollments
left join academic_years on leadership_enrollments.year = academic_years.year
