/*---
title    = "The register in one row"
question = "How large is the register, and how much of it is in force?"
grain    = "one row; none where no agreements are delivered"
---*/
select
    coalesce(max(agreements), 0) as agreements,
    coalesce(max(active), 0) as active,
    coalesce(max(partners), 0) as partners,
    coalesce(max(active_partners), 0) as active_partners,
    coalesce(max(countries), 0) as countries,
    coalesce(max(active_countries), 0) as active_countries
from agreement_counts_by('all', $as_of, null, $scheme, $regions, $countries)
having exists (select agreements.agreement_id from agreements)
