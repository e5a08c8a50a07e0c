/*---
title    = "Change against the year before, by country or place"
question = "Where did more or fewer students go than the year before: in the chosen year, or in the last complete one?"
grain    = "one row per country or place with enough students to be published in either year, the largest growth first"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "b177b43ba469"
excludes = ["inbound placements", "applications that did not lead abroad"]

[chart]
kind = "table"

[columns]
region            = { title = "Region" }
place             = { title = "Country or place" }
previous_students = { title = "Year before", unit = "people" }
change            = { title = "Change", unit = "people", description = "against the year before; missing for an incomplete year, and where either year has fewer students than are published" }
change_share      = { title = "Change, %", unit = "share", description = "change among the students of the year before" }
---*/
with compared as (
    select max(year) as year
    from periods
    where kind = 'year' and has_placements and is_complete and year = coalesce(try_cast($period as integer), year)
)

select
    chosen.region,
    chosen.place as iso3,
    chosen.name as place,
    annual.academic_year,
    annual.students,
    annual.placements,
    annual.previous_students,
    annual.change,
    annual.change / annual.previous_students as change_share
from chosen_countries($scheme, $regions, $countries) as chosen
inner join students_each_year() as annual on chosen.place = annual.place
inner join compared on annual.year = compared.year
where annual.students is not null or annual.previous_students is not null
order by
    annual.change desc nulls last,
    chosen.name asc
