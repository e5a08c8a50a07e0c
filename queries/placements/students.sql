/*---
title    = "Students abroad in the chosen period"
question = "How many different students went abroad in the chosen period?"
grain    = "one row; none where no placements are delivered"
owner    = "Global Education Office"
reviewed = 2026-11-28
reviewer = "Global Education Office"
reviewed_content = "0997ff7395d9"
excludes = ["inbound placements", "applications that did not lead abroad"]
---*/
select
    sum(abroad.students) as students,
    sum(abroad.placements) as placements
from periods
cross join chosen_places($scheme, $regions, $countries) as chosen
left join students_abroad_by_place_period as abroad
    on periods.period = abroad.period and chosen.place = abroad.place
where periods.period = $period and periods.has_placements
having count(*) > 0
