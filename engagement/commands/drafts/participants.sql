/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many people began each leadership program?"  # as a reader asks it
grain    = "one row per program"
owner    = "{owner}"

# A page shows it among its other questions once the next two lines have lost their #.
# page  = "leadership"
# order = 50

[chart]
kind        = "bar"
x           = "program"
y           = "enrolled"
orientation = "horizontal"

[columns]                  # only what is new: other titles and units come from the tables that are read
program = { title = "Program" }

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "enrolled < 0"
---*/
-- python -m engagement queries --tables lists what there is to read. $names are the pages' filters.
select
    program,
    enrolled
from leadership_participants_by_period_program
where period = $period
order by
    enrolled desc,
    program asc
