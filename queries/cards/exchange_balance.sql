/*---
title    = "Exchange balance (-1 only out, 1 only in)"
question = "Do as many semesters come in as go out, over all that is chosen?"
grain    = "one row; none where nobody was exchanged"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "7cec6d406046"
excludes = ["placements that are not under a student exchange agreement", "stays shorter than a semester"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"

[disclosure]
people  = ["students_out", "students_in"]
by      = []
open    = ["academic_years", "is_complete"]
depends = { semesters_out = ["students_out"], semesters_in = ["students_in"] }
totals  = []

[card]
value    = "ratio"
period   = "academic_years"
complete = "is_complete"
base     = "semesters"

[columns]
academic_years = { title = "Academic years", description = "the first and the last with placements among those chosen" }
students_out   = { title = "Students out", unit = "people", description = "distinct students of ours, on exchanges of a semester or longer" }
semesters_out  = { title = "Semesters out", unit = "semesters" }
students_in    = { title = "Students in", unit = "people", description = "distinct students of partners" }
semesters_in   = { title = "Semesters in", unit = "semesters" }
semesters      = { title = "Semesters in both directions", unit = "semesters" }
ratio          = { title = "Exchange balance", unit = "ratio", description = "semesters in minus semesters out, divided by both: -1 is only out, 1 is only in" }
is_complete    = { title = "Complete", description = "always true: the years are added up" }
---*/
with membership as (
    select iso3
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

chosen as (
    select
        min(academic_year) as first_year,
        max(academic_year) as last_year
    from academic_years
    where
        has_placements
        and year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

exchanged as (
    select
        stays.direction = 'outbound' as is_out,
        stays.person_key,
        stays.participants,
        stays.semesters * stays.participants as semesters
    from stays
    inner join agreements on stays.agreement_id = agreements.agreement_id
    inner join membership on agreements.place_iso3 = membership.iso3
    where
        agreements.agreement_type = 'student_exchange'
        and stays.semesters > 0
        and stays.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

counted as (
    select
        cast(
            count(distinct person_key) filter (where is_out)
            + coalesce(sum(participants - 1) filter (where is_out), 0) as bigint
        ) as students_out,
        cast(
            count(distinct person_key) filter (where not is_out)
            + coalesce(sum(participants - 1) filter (where not is_out), 0) as bigint
        ) as students_in,
        cast(coalesce(sum(semesters) filter (where is_out), 0) as bigint) as semesters_out,
        cast(coalesce(sum(semesters) filter (where not is_out), 0) as bigint) as semesters_in
    from exchanged
    having count(*) > 0
)

select
    case
        when chosen.first_year = chosen.last_year then chosen.first_year
        else chosen.first_year || ' to ' || chosen.last_year
    end as academic_years,
    counted.students_out,
    counted.semesters_out,
    counted.students_in,
    counted.semesters_in,
    counted.semesters_in + counted.semesters_out as semesters,
    (counted.semesters_in - counted.semesters_out)
    / nullif(counted.semesters_in + counted.semesters_out, 0) as ratio,
    true as is_complete
from counted
cross join chosen
