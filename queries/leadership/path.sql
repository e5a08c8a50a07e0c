/*---
title    = "From diagnostic to practice"
question = "How many people go the whole way: diagnosed, through a program, into practice abroad?"
grain    = "one row; none where no programs are delivered"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "258d412a3b65"
excludes = ["diagnostics that name no enrollment", "placements that came to nothing"]

[chart]
kind = "funnel"
y    = ["enrolled", "diagnosed", "completed", "practiced"]

[columns]
completed       = { measure = "diagnosed_completed" }
practiced       = { measure = "diagnosed_practiced" }
practiced_share = { title = "Put into practice, %", unit = "share", description = "of those diagnosed who completed" }
abroad_share    = { title = "Ever abroad, %", unit = "share", description = "of those enrolled" }

[[expect]]
none = "practiced_share not between 0 and 1 or abroad_share not between 0 and 1"
---*/
with counted as (
    select
        periods.period,
        sum(paths.enrolled) as enrolled,
        sum(paths.diagnosed) as diagnosed,
        sum(paths.diagnosed_completed) as completed,
        sum(paths.diagnosed_practiced) as practiced,
        sum(paths.abroad) as abroad
    from periods
    cross join chosen_places($scheme, $regions, $countries) as chosen
    left join leadership_paths_by_place_period as paths
        on periods.period = paths.period and chosen.place = paths.place
    where periods.period = $period and periods.has_leadership
    group by all
)

select
    enrolled,
    diagnosed,
    completed,
    practiced,
    rate(practiced, completed) as practiced_share,
    abroad,
    rate(abroad, enrolled) as abroad_share
from counted
