/*---
title    = "Withdrawal after an offer"
question = "How many of the places that are offered are given back?"
grain    = "one row per academic year"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "c4571d61b50d"
excludes = ["inbound placements", "applications that never had an offer", "exports that hold no withdrawn or cancelled application"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people  = ["lost_students", "students"]
by      = ["academic_year"]
open    = ["is_complete"]
parts   = { lost_students = "students" }
totals  = []

[metric]
number      = 19
definition  = "Applications that were withdrawn or cancelled, divided by all applications that had an offer: offered, nominated, live, completed, withdrawn or cancelled."
denominator = "applications with an offer"
source      = "placements, outbound; the last state of each application"
is_not      = "Not exact where the office records withdrawals before an offer: only the last state is delivered, so every withdrawal counts as one after an offer. The rate of the cancelled alone, which do follow one, stands beside it as the lower bound."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
base     = "offers"
better   = "down"

[chart]
kind     = "line"
x        = "academic_year"
y        = ["rate", "cancelled_rate"]
complete = "is_complete"
events   = true

[columns]
academic_year  = { title = "Academic year" }
lost           = { title = "Withdrawn or cancelled", unit = "applications" }
lost_students  = { title = "Students who gave a place back", unit = "people" }
offers         = { title = "Offers", unit = "applications" }
students       = { title = "Students with an offer", unit = "people" }
rate           = { title = "Withdrawn or cancelled, %", unit = "share", description = "among offers" }
cancelled_rate = { title = "Cancelled only, %", unit = "share", description = "among offers, withdrawals left out of both" }
is_complete    = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "rate not between 0 and 1 or cancelled_rate not between 0 and 1"
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

periods as (
    select
        year,
        academic_year,
        last_day < $as_of as is_complete
    from academic_years
    where
        has_placements
        and year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

counted as (
    select
        applications.year,
        sum(applications.participants) filter (where applications.is_lost) as lost,
        sum(applications.participants) filter (where applications.application_status = 'cancelled') as cancelled,
        sum(applications.participants) filter (where applications.application_status = 'withdrawn') as withdrawn,
        sum(applications.participants) as offers,
        count(distinct applications.person_key) + sum(applications.participants - 1) as students,
        count(distinct applications.person_key) filter (where applications.is_lost)
        + coalesce(sum(applications.participants - 1) filter (where applications.is_lost), 0) as lost_students
    from applications
    inner join membership on applications.host_country = membership.iso3
    where
        applications.is_offer
        and applications.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
    group by all
)

select
    periods.academic_year,
    cast(coalesce(counted.lost, 0) as bigint) as lost,
    cast(coalesce(counted.lost_students, 0) as bigint) as lost_students,
    cast(coalesce(counted.offers, 0) as bigint) as offers,
    cast(coalesce(counted.students, 0) as bigint) as students,
    coalesce(counted.lost, 0) / nullif(counted.offers, 0) as rate,
    coalesce(counted.cancelled, 0) / nullif(counted.offers - coalesce(counted.withdrawn, 0), 0) as cancelled_rate,
    periods.is_complete
from periods
left join counted on periods.year = counted.year
where
    exists (
        select applications.year
        from applications
        where applications.is_lost
    )
order by periods.year
