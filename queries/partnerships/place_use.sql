/*---
title    = "Use of agreed places by region"
question = "How many of the places that agreements give are taken?"
grain    = "one row per region with agreed places"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "281f31b37f7f"
excludes = ["the running academic year", "agreements without a number of places, and placements under them", "placements without an agreement"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[disclosure]
people  = ["students_out", "students_in"]
by      = ["region"]
open    = ["places_out", "places_in"]
depends = { placements_out = ["students_out"], use_out = ["students_out"], placements_in = ["students_in"], use_in = ["students_in"] }
totals  = []

[metric]
number      = 9
definition  = "Placements under agreements that state a number of places, divided by these places, over complete academic years in which the agreement was active; outbound and inbound apart. Above 1 is legal: partners agree on more from year to year."
denominator = "places agreed per academic year, added over the agreements active in each year"
source      = "partnerships (places_out_per_year, places_in_per_year); placements, live or completed, by their agreement"
is_not      = "Not a share of students. Not a balance: that is metric 10. An agreement that is active for part of a year counts its places in full."

[chart]
kind        = "bar"
x           = "region"
y           = ["use_out", "use_in"]
orientation = "horizontal"

[columns]
region         = { title = "Region" }
places_out     = { title = "Places out", unit = "people", description = "agreed for ours, added over complete academic years" }
placements_out = { title = "Placements out", unit = "placements" }
students_out   = { title = "Students out", unit = "people", description = "distinct students of ours" }
use_out        = { title = "Use, out", unit = "share", description = "placements out among places out" }
places_in      = { title = "Places in", unit = "people", description = "agreed for others, added over complete academic years" }
placements_in  = { title = "Placements in", unit = "placements" }
students_in    = { title = "Students in", unit = "people", description = "distinct students of partners" }
use_in         = { title = "Use, in", unit = "share", description = "placements in among places in" }
---*/
with membership as (
    select
        iso3,
        region
    from region_membership
    where
        scheme = $scheme
        and (len($regions) = 0 or list_contains($regions, region))
        and (len($countries) = 0 or list_contains($countries, iso3))
),

offers as (
    select
        agreements.agreement_id,
        agreements.partner_key,
        agreements.partner_name,
        agreements.place_iso3,
        membership.region,
        academic_years.year,
        coalesce(agreements.places_out_per_year, 0) as places_out,
        coalesce(agreements.places_in_per_year, 0) as places_in
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    inner join academic_years
        on
            agreements.active_from <= academic_years.last_day
            and agreements.active_until >= academic_years.first_day
    where
        coalesce(agreements.places_out_per_year, agreements.places_in_per_year) is not null
        and academic_years.has_placements
        and academic_years.last_day < $as_of
        and academic_years.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
),

uses as (
    -- one row per agreement and year on the side of the offers, so that no stay is counted twice
    select
        offers.region,
        offers.place_iso3,
        offers.partner_key,
        stays.direction,
        stays.person_key,
        stays.participants
    from stays
    inner join offers on stays.agreement_id = offers.agreement_id and stays.year = offers.year
    where
        (stays.direction = 'outbound' and offers.places_out > 0)
        or (stays.direction = 'inbound' and offers.places_in > 0)
),

offered as (
    select
        region,
        sum(places_out) as places_out,
        sum(places_in) as places_in
    from offers
    group by region
),

taken as (
    select
        region,
        sum(participants) filter (where direction = 'outbound') as placements_out,
        sum(participants) filter (where direction = 'inbound') as placements_in,
        cast(
            count(distinct person_key) filter (where direction = 'outbound')
            + coalesce(sum(participants - 1) filter (where direction = 'outbound'), 0) as bigint
        ) as students_out,
        cast(
            count(distinct person_key) filter (where direction = 'inbound')
            + coalesce(sum(participants - 1) filter (where direction = 'inbound'), 0) as bigint
        ) as students_in
    from uses
    group by region
)

select
    offered.region,
    cast(offered.places_out as bigint) as places_out,
    cast(coalesce(taken.placements_out, 0) as bigint) as placements_out,
    coalesce(taken.students_out, 0) as students_out,
    coalesce(taken.placements_out, 0) / nullif(offered.places_out, 0) as use_out,
    cast(offered.places_in as bigint) as places_in,
    cast(coalesce(taken.placements_in, 0) as bigint) as placements_in,
    coalesce(taken.students_in, 0) as students_in,
    coalesce(taken.placements_in, 0) / nullif(offered.places_in, 0) as use_in
from offered
left join taken on offered.region = taken.region
order by offered.region
