/*---
title    = "Agreements by type"
question = "What are the agreements for?"
grain    = "one row per type of agreement"
chart    = { kind = "bar", y = "active" }

[columns]
share = { title = "Share", unit = "share", description = "among active agreements" }
---*/
select
    kind as agreement_kind,
    agreements,
    active,
    active / nullif(sum(active) over (), 0) as share
from agreement_counts_by('agreement_kind', $as_of, $policy_years, $scheme, $regions, $countries)
order by
    active desc,
    agreements desc,
    agreement_kind asc
