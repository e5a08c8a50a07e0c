/*---
title    = "From diagnostic to practice"
question = "How many people go the whole way: diagnosed, through a program, into practice abroad?"
grain    = "one row; none where no programs are delivered"
chart    = { kind = "funnel", y = ["enrolled", "diagnosed", "completed", "practiced"] }

[columns]
completed       = { measure = "diagnosed_completed" }
practiced       = { measure = "diagnosed_practiced" }
practiced_share = { title = "Put into practice, %", unit = "share", description = "of those diagnosed who completed" }
abroad_share    = { title = "Ever abroad, %", unit = "share", description = "of those enrolled" }
---*/
select
    enrolled,
    diagnosed,
    diagnosed_completed as completed,
    diagnosed_practiced as practiced,
    rate(diagnosed_practiced, diagnosed_completed) as practiced_share,
    abroad,
    rate(abroad, enrolled) as abroad_share
from leadership_paths_in($scheme, $regions, $countries)
where period = $period and has_leadership
