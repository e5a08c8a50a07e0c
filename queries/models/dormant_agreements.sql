/*---
title        = "Dormant agreements"
question     = "Under which mobility agreements did nobody go or come in three academic years?"
grain        = "one row per agreement and academic year that ends three complete years without a placement under it"
materialized = "table"
no_people    = "an institution names its dormant agreements: nobody was placed under them, so the list is about no person"
excludes     = ["agreements younger than three years, or over by then", "agreements that are not about mobility"]

[columns]
agreement_id = { title = "Agreement" }
year         = { title = "Year", unit = "year", description = "the last of the three academic years" }
---*/
select
    agreements.agreement_id,
    windows.year
from agreements
inner join three_year_windows as windows
    -- three years old, and in force, on some day of the year that follows
    on
        agreements.active_from <= windows.last_day - interval 2 year
        and agreements.active_until > windows.last_day
where
    agreements.is_mobility
    and not exists (
        select stays.agreement_id
        from stays
        where
            stays.agreement_id = agreements.agreement_id
            and stays.year between windows.year - 2 and windows.year
    )
order by
    agreements.agreement_id,
    windows.year
