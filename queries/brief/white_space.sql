/*---
title    = "White space"
question = "Where in the region is no agreement in force, by students, applicants and inhabitants?"
grain    = "one row per country or place without an active agreement that people are known to live in, go to or apply for"
excludes = ["countries and places without inhabitants, and those of which nothing is on record"]
ignores  = { period = "always the last five complete academic years" }

[columns]
rank        = { title = "Rank", unit = "count", description = "by students, then by applicants, in the last five complete academic years; then by inhabitants" }
students    = { description = "who went there in the last five complete academic years" }
applicants  = { title = "Applicants", measure = "applicants", description = "in the last five complete academic years, with a place or without" }
inhabitants = { title = "Inhabitants", unit = "count", description = "as in reference/indicators.csv" }
context     = { title = "Context", description = "universities, tertiary education and travel advisory, as in reference/indicators.csv" }
---*/
with asked as (
    select
        coverage.place,
        coverage.iso3,
        coverage.students,
        applied.applicants,
        nullif(indicators.inhabitants, 0) as inhabitants,
        nullif(concat_ws(
            '; ',
            indicators.universities || if(indicators.universities = 1, ' university', ' universities'),
            format('{:.0f}% in tertiary education', 100 * indicators.tertiary_enrollment),
            'travel advisory level ' || indicators.advisory_level
        ), '') as context
    from coverage_in($as_of, 'last_5', $scheme, $regions, $countries) as coverage
    left join applicants_by_place_period as applied on coverage.iso3 = applied.place and applied.period = 'last_5'
    left join indicators on coverage.iso3 = indicators.iso3
    where coverage.agreements = 0
)

select
    row_number() over (
        order by students desc nulls last, applicants desc nulls last, inhabitants desc nulls last, place asc
    ) as rank,
    place,
    students,
    applicants,
    inhabitants,
    context,
    iso3
from asked
where coalesce(students, applicants, inhabitants) is not null
order by rank
