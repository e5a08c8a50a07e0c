/*---
title        = "Partners by identifier"
question     = "Which partner does an identifier stand for?"
grain        = "one row per identifier that agreements give to one partner"
excludes     = ["identifiers that two partners share: they tell neither"]
materialized = "view"

[columns]
partner_id  = { title = "Partner's identifier" }
partner_key = { title = "Partner's key" }
---*/
select
    partner_id,
    min(partner_key) as partner_key
from agreements
where partner_id is not null
group by partner_id
having count(distinct partner_key) = 1
