/*---
title        = "Dormant agreements"
question     = "Under which mobility agreements did nobody go or come in three academic years?"
grain        = "one row per agreement and complete academic year that ends three years without a placement under it"
owner        = "Global Education Office"
reviewed     = 2026-11-28
materialized = "table"
no_people    = "says that nobody was placed under an agreement in three years; of agreements that were used it says nothing"

excludes = ["agreements younger than three years, or over by then", "agreements that are not about mobility", "everything, where no placement names its agreement: nothing is known of use then"]

[columns]
agreement_id = { title = "Agreement" }
year         = { title = "Year", unit = "year", description = "the last of the three academic years" }
---*/
with complete_years as (
    select newest.*
    from periods as newest
    inner join periods as oldest on newest.year - 2 = oldest.year
    where newest.is_complete and newest.has_placements and oldest.has_placements
),

used as (
    select distinct
        agreement_id,
        year
    from stays
    where agreement_id is not null
)

select
    agreements.agreement_id,
    complete_years.year
from agreements
inner join complete_years
    -- three years old, and in force, on some day of the year that follows
    on
        agreements.active_from <= complete_years.last_day - interval 2 year
        and agreements.active_until > complete_years.last_day
where
    agreements.is_mobility
    and exists (select used.year from used)
    and not exists (
        select used.year
        from used
        where
            used.agreement_id = agreements.agreement_id
            and used.year between complete_years.year - 2 and complete_years.year
    )
order by
    agreements.agreement_id,
    complete_years.year
