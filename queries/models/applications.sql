/*---
title        = "Applications to go abroad"
question     = "Who asked to go abroad, and how far did it come?"
grain        = "one row per outbound application"
materialized = "view"
excludes     = ["inbound placements: people who come to us", "domestic placements, where engagement.toml names the home country", "rows that stand for nobody, or for a number of people that is not known"]

[columns]
placement_id       = { title = "Placement" }
person_key         = { title = "Person", description = "a number that stands for a person; the same across tables" }
participants       = { title = "Participants", unit = "people", description = "people that the row stands for, 1 or more" }
year               = { title = "Year", unit = "year", description = "calendar year in which the academic year starts" }
application_status = { title = "State of the application" }
is_met             = { title = "Demand met", description = "has an accepted offer or more: nominated, live or completed" }
is_abroad          = { title = "Abroad", description = "live or completed" }
is_completed       = { title = "Completed" }
is_offer           = { title = "Offer made", description = "offered or any state that follows an offer; the state before a withdrawal is not recorded, so every withdrawal counts" }
is_lost            = { title = "Lost after an offer", description = "withdrawn or cancelled" }
placement_type     = { title = "Kind of placement" }
credit_bearing     = { title = "For credit" }
program_model      = { title = "Program model" }
agreement_id       = { title = "Agreement" }
partner_id         = { title = "Partner" }
host_name          = { title = "Host" }
host_country       = { title = "Country or place", unit = "iso3" }
start_date         = { title = "Start", unit = "date" }
end_date           = { title = "End", unit = "date" }
duration_days      = { title = "Duration", unit = "days" }
duration_band      = { title = "Duration band" }
student_level      = { title = "Student level" }
is_undergraduate   = { title = "Undergraduate" }
home_school        = { title = "Home school" }
graduating_class   = { title = "Graduating class", unit = "year" }
cost_amount        = { title = "Cost" }
funding_amount     = { title = "Funding" }
currency           = { title = "Currency" }
funding_source     = { title = "Source of funding" }
gender             = { title = "Gender" }
race_ethnicity     = { title = "Race or ethnicity" }
first_gen          = { title = "First generation" }
need_aid           = { title = "Need-based aid" }
disability         = { title = "Disability" }
citizenship_group  = { title = "Citizenship" }
---*/
select
    placement_id,
    person_key,
    participants,
    year,
    application_status,
    application_status in ('nominated', 'live', 'completed') as is_met,
    application_status in ('live', 'completed') as is_abroad,
    application_status = 'completed' as is_completed,
    application_status in ('offered', 'nominated', 'live', 'completed', 'withdrawn', 'cancelled') as is_offer,
    application_status in ('withdrawn', 'cancelled') as is_lost,
    placement_type,
    credit_bearing,
    program_model,
    agreement_id,
    partner_id,
    host_name,
    host_country,
    start_date,
    end_date,
    duration_days,
    duration_band,
    student_level,
    student_level in ('ug1', 'ug2', 'ug3', 'ug4', 'ug_unspecified') as is_undergraduate,
    home_school,
    graduating_class,
    cost_amount,
    funding_amount,
    currency,
    funding_source,
    gender,
    race_ethnicity,
    first_gen,
    need_aid,
    disability,
    citizenship_group
from placements
where
    direction = 'outbound'
    and participants > 0
    and host_country is distinct from (select settings.home_country from settings)
