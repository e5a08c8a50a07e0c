/*---
title     = "Agreements with what is chosen"
question  = "Which agreements are with partners in the countries and places that the filters leave?"
grain     = "one row per agreement, in any state"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"

[columns]
partner = { title = "Partner" }
unit    = { title = "Unit" }
region  = { title = "Region", description = "of the partner's country or place" }
place   = { title = "Country or place" }
---*/
select
    agreements.*,
    agreements.partner_name as partner,
    agreements.owning_unit as unit,
    chosen.region,
    chosen.place
from agreements
inner join chosen_countries(in_scheme, in_regions, in_countries) as chosen on agreements.place_iso3 = chosen.iso3
