/*---
title    = "Largest partners"
question = "At which ten partners are the most placements in the chosen period?"
grain    = "one row per partner, at most ten, the one with the most placements first"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "d8394330aa09"
excludes = ["inbound placements", "applications that did not lead abroad", "placements that name neither agreement, partner nor host"]

[chart]
kind        = "bar"
x           = "partner"
y           = "placements"
orientation = "horizontal"

[columns]
share = { title = "Share", unit = "share", description = "of placements whose partner is known" }

[[expect]]
rows = "0..10"
none = "share not between 0 and 1"
---*/
with whole as (
    select sum(known.placements) as placements
    from chosen_places($scheme, $regions, $countries) as chosen
    inner join partner_placements_by_place_period as known on chosen.place = known.place
    where known.period = $period
)

select
    hosted.partner,
    sum(hosted.students) as students,
    sum(hosted.placements) as placements,
    rate(sum(hosted.placements), any_value(whole.placements)) as share
from chosen_places($scheme, $regions, $countries) as chosen
inner join partner_placements_by_place_period_partner_key_partner as hosted on chosen.place = hosted.place
cross join whole
where hosted.period = $period
group by
    hosted.partner_key,
    hosted.partner
order by
    placements desc,
    hosted.partner asc,
    hosted.partner_key asc
limit 10
