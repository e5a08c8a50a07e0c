/*---
title        = "Three years of placements"
question     = "As of which academic years are three complete years of placements under agreements known?"
grain        = "one row per complete academic year with placements delivered in it and in both years before"
materialized = "table"
no_people    = "says which years were delivered, and that placements name agreements at all"
excludes     = ["everything, where no placement names its agreement: nothing is known of their use then"]

[columns]
year     = { title = "Year", unit = "year", description = "the last of the three academic years" }
last_day = { title = "Last day", unit = "date" }
---*/
select
    newest.year,
    newest.last_day
from periods as newest
inner join periods as years on years.year between newest.year - 2 and newest.year
where
    newest.is_complete
    and years.has_placements
    and exists (
        select stays.agreement_id
        from stays
        where stays.agreement_id is not null
    )
group by all
having count(*) = 3
order by newest.year
