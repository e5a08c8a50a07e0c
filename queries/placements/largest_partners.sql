/*---
title    = "Largest partners"
question = "At which ten partners are the most placements in the chosen period?"
grain    = "one row per partner, at most ten, the one with the most placements first"
chart    = { kind = "bar", y = "placements" }

[columns]
share = { title = "Share", unit = "share", description = "of placements whose partner is known" }

[[expect]]
rows = "0..10"
none = "share not between 0 and 1"
---*/
select
    hosted.partner,
    sum(hosted.students) as students,
    sum(hosted.placements) as placements,
    rate(sum(hosted.placements), any_value(known.placements)) as share
from chosen_places($scheme, $regions, $countries) as chosen
inner join partner_placements_by_place_period_partner_key_partner as hosted on chosen.place = hosted.place
inner join partner_known_in($scheme, $regions, $countries) as known on hosted.period = known.period
where hosted.period = $period
group by
    hosted.partner_key,
    hosted.partner
order by
    placements desc,
    hosted.partner asc,
    hosted.partner_key asc
limit 10
