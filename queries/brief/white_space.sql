/*---
title    = "White space"
question = "Where in the region is no agreement in force although students go there or apply for it?"
grain    = "one row per country or place without an active agreement that 10 or more students went to, or applied for, in the last five complete academic years"
excludes = ["countries and places that fewer than 10 students went to and applied for"]
ignores  = { period = "always the last five complete academic years" }

[columns]
rank       = { title = "Rank", unit = "count", description = "by students, then by applicants, in the last five complete academic years" }
students   = { description = "who went there in the last five complete academic years" }
applicants = { title = "Applicants", measure = "applicants", description = "in the last five complete academic years, with a place or without" }
---*/
with asked as (
    select
        coverage.place,
        coverage.iso3,
        coverage.students,
        applied.applicants
    from coverage_in($as_of, 'last_5', $scheme, $regions, $countries) as coverage
    left join applicants_by_place_period as applied on coverage.iso3 = applied.place and applied.period = 'last_5'
    where coverage.agreements = 0 and coalesce(coverage.students, applied.applicants) is not null
)

select
    row_number() over (order by students desc nulls last, applicants desc nulls last, place asc) as rank,
    place,
    students,
    applicants,
    iso3
from asked
order by rank
