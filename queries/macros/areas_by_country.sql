/*---
title     = "Area of each chosen country"
question  = "To which of the areas that are shown side by side does each country or place belong?"
grain     = "one row per country or place that is chosen"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
select
    chosen.iso3,
    areas.place,
    areas.region
from chosen_countries(in_scheme, in_regions, in_countries) as chosen
inner join chosen_areas(in_scheme, in_regions, in_countries) as areas
    on areas.place in (in_scheme || ':' || chosen.region, chosen.iso3)
