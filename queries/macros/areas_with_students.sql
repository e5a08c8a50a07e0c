/*---
title     = "Regions or countries with students, to show side by side"
question  = "Which areas do the filters leave that enough students ever applied for, or that are chosen by name?"
grain     = "one row per region of the scheme; per country or place where such are chosen"
arguments = ["in_scheme", "in_regions", "in_countries"]
returns   = "table"
---*/
select
    place,
    region
from chosen_areas(in_scheme, in_regions, in_countries)
where
    len(in_regions) > 0
    or len(in_countries) > 0
    or place in (select place from applicants_by_place_period)
