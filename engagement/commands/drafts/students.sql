/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many students went to each region, and how long did they stay?"  # as a reader asks it
grain    = "one row per region"
excludes = ["inbound placements", "applications that did not lead abroad"]

# A page shows it among its other questions once the next two lines have lost their #.
# page  = "placements"
# order = 50

[chart]
kind = "bar"
y    = "students"
# For a line by year select is_complete too, from students_each_year(): a year that has not ended is drawn dashed.

[columns]                  # only what is new: other titles and units come from the tables that are read
region = { title = "Region", description = "region of the host country or place" }

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "median_days < 0"
---*/
-- python -m engagement queries --tables lists what there is to read. $names are the pages' filters.
select
    areas.region,
    abroad.students,
    abroad.median_days
from chosen_areas($scheme, $regions, $countries) as areas
inner join students_abroad_by_place_period as abroad on areas.place = abroad.place
where abroad.period = $period
order by
    abroad.students desc,
    areas.region asc
