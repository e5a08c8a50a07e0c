/*---
title    = "Placements at partners"
question = "Who went abroad at which partner?"
grain    = "one row per outbound placement, live or completed, whose partner is known: by the agreement, else by the partner's identifier, else by the host's name"
excludes = ["inbound placements", "applications that did not lead abroad", "placements that name neither agreement, partner nor host"]
person   = "person_key"
people   = "participants"

[dimensions]
place       = "host_country"
period      = "year"
partner_key = { column = "partner_key", title = "Partner's key" }
partner     = "partner"

[measures]
students   = { count = "person", title = "Students" }
placements = { count = "rows", title = "Placements" }

[[publish]]
by = ["place", "period"]

[[publish]]
by = ["place", "period", "partner_key", "partner"]
---*/
with named as (
    select
        partner_key,
        max(partner_name) as partner_name
    from agreements
    group by partner_key
),

keyed as (
    select
        abroad.person_key,
        abroad.participants,
        abroad.host_country,
        abroad.year,
        abroad.host_name,
        coalesce(
            agreements.partner_key,
            identified.partner_key,
            abroad.partner_id,
            abroad.host_country || ':' || abroad.host_name
        ) as partner_key
    from applications as abroad
    left join agreements on abroad.agreement_id = agreements.agreement_id
    left join identified_partners as identified on abroad.partner_id = identified.partner_id
    where abroad.is_abroad
)

select
    keyed.person_key,
    keyed.participants,
    keyed.host_country,
    keyed.year,
    keyed.partner_key,
    coalesce(
        named.partner_name, max(keyed.host_name) over (partition by keyed.partner_key), keyed.partner_key
    ) as partner
from keyed
left join named on keyed.partner_key = named.partner_key
where keyed.partner_key is not null
