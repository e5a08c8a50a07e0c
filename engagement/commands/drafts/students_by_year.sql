/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many students went abroad in each academic year, and from how many placements?"  # as a reader asks it
grain    = "one row per academic year"
excludes = ["inbound placements", "applications that did not lead abroad"]

# A page shows it among its other questions once the next two lines have lost their #.
# page  = "placements"
# order = 50

[chart]
kind = "line"
y    = "students"           # along the first column; is_complete marks a year that has not ended

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "students < 0"
---*/
-- python -m engagement queries --tables lists what there is to read. $names are the pages' filters.
select
    annual.academic_year,
    sum(annual.students) as students,
    sum(annual.placements) as placements,
    annual.is_complete
from students_each_year() as annual
inner join chosen_places($scheme, $regions, $countries) as chosen on annual.place = chosen.place
where annual.has_placements
group by all
order by annual.academic_year
