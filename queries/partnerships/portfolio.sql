/*---
title    = "The register in one row"
question = "How large is the register, and how much of it is in force?"
grain    = "one row; none where no agreements are delivered"

[columns]
agreements       = { title = "Agreements", unit = "agreements", description = "in the register, in any state" }
active           = { title = "Active agreements", unit = "agreements" }
partners         = { title = "Partners", unit = "partners", description = "distinct partners in the register" }
active_partners  = { title = "Partners with an active agreement", unit = "partners" }
countries        = { title = "Countries or places", unit = "countries", description = "with an agreement in any state" }
active_countries = { title = "Countries or places with an active agreement", unit = "countries" }
---*/
with judged as (
    select
        partner_key,
        nullif(place_iso3, 'ZZZ') as iso3,
        coalesce($as_of between active_from and active_until, false) as is_active
    from agreements_in($scheme, $regions, $countries)
)

select
    count(*) as agreements,
    count(*) filter (where is_active) as active,
    count(distinct partner_key) as partners,
    count(distinct partner_key) filter (where is_active) as active_partners,
    count(distinct iso3) as countries,
    count(distinct iso3) filter (where is_active) as active_countries
from judged
having exists (select agreements.agreement_id from agreements)
