/*---
title     = "Agreements of a type"
question  = "Which agreements are of a type?"
grain     = "one row per agreement"
owner     = "Global Education Office"
arguments = ["wanted"]
returns   = "table"

[columns]
place_iso3   = { title = "Country or place", unit = "iso3" }
agreement_id = { title = "Agreement" }
---*/
select
    agreement_id,
    partner_country as place_iso3
from partnerships
where agreement_type = wanted
-- expect nothing
