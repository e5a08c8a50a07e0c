/*---
title        = "Stays, both ways"
question     = "Who stayed where, of ours abroad and of others here?"
grain        = "one row per placement that is live or completed, outbound or inbound"
materialized = "view"
excludes     = ["applications that did not lead to a stay", "domestic placements, where engagement.toml names the home country", "rows that stand for nobody, or for a number of people that is not known"]

[columns]
placement_id = { title = "Placement" }
person_key   = { title = "Person", description = "a number that stands for a person; the same across tables" }
participants = { title = "Participants", unit = "people", description = "people that the row stands for, 1 or more" }
direction    = { title = "Direction" }
year         = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
agreement_id = { title = "Agreement" }
partner_id   = { title = "Partner" }
place_iso3   = { title = "Country or place", unit = "iso3", description = "of the host of ours, or where others come from" }
semesters    = { title = "Semesters", description = "2 for an academic year, 1 for a semester, 0 for anything shorter; by the term where the duration is not known" }
---*/
select
    placement_id,
    person_key,
    participants,
    direction,
    year,
    agreement_id,
    partner_id,
    host_country as place_iso3,
    case
        when duration_band = 'academic_year' then 2
        when duration_band = 'semester' then 1
        when coalesce(duration_band, 'unknown') <> 'unknown' then 0
        when term = 'full_year' then 2
        when term in ('fall', 'spring') then 1
        else 0
    end as semesters
from placements
where
    application_status in ('live', 'completed')
    and participants > 0
    and not (direction = 'outbound' and host_country is not distinct from (select settings.home_country from settings))
