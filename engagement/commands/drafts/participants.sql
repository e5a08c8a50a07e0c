/*---
# Everything here is for readers: the library, pages, downloads and the command line print it.
title    = "{title}"
question = "How many people began each leadership program?"  # as a reader asks it
grain    = "one row per program"

# A page shows it among its other questions once the next two lines have lost their #.
# page  = "leadership"
# order = 50

[chart]
kind = "bar"
y    = "enrolled"

[[expect]]                 # what must hold whatever else changes; the check and the tests try it
none = "enrolled < 0"
---*/
-- python -m engagement queries --tables lists what there is to read. $names are the pages' filters.
select
    program_name,
    enrolled
from leadership_participants_by_place_period_program_name
where place = 'world' and period = $period
order by
    enrolled desc,
    program_name asc
