/*---
title    = "Renewal rate"
question = "Of the agreements whose term ended in a year, how many were renewed, and how long does an agreement take to sign?"
grain    = "one row per academic year in which a term ended or an agreement was signed"
owner    = "Global Education Office"
reviewed = 2026-11-22
reviewer = "Global Education Office"
reviewed_content = "f1db17d67017"
excludes = ["agreements that renew themselves or have no end", "drafts and terminated agreements", "terms that have not ended"]

[parameters]
scheme    = "VARCHAR"
regions   = "VARCHAR[]"
countries = "VARCHAR[]"
year_from = "INTEGER"
year_to   = "INTEGER"
as_of     = "DATE"

[metric]
number      = 20
definition  = "Fixed terms whose end lay in an academic year and for which a signed renewal is in the register, divided by all fixed terms whose end lay in it. Beside it the cycle time: the median of days from the proposal to the signature, of agreements signed in the year."
denominator = "fixed terms that reached their end in the academic year"
source      = "partnerships (end_date, renewed_from_id, proposed_date, signed_date)"
is_not      = "Not final for a recent year: a renewal may still come. An agreement that was followed by a new one without saying that it renews the old counts as not renewed."

[card]
value    = "rate"
period   = "academic_year"
complete = "is_complete"
base     = "ended"
better   = "up"

[chart]
kind     = "line"
x        = "academic_year"
y        = "rate"
complete = "is_complete"

[columns]
academic_year = { title = "Academic year" }
renewed       = { title = "Renewed", unit = "agreements" }
ended         = { title = "Reached their end", unit = "agreements" }
rate          = { title = "Renewal rate", unit = "share", description = "renewed among those that reached their end" }
signed        = { title = "Signed", unit = "agreements", description = "with a day of proposal" }
median_days   = { title = "From proposal to signature", unit = "days", description = "median" }
is_complete   = { title = "Complete", description = "the academic year is over" }

[[expect]]
none = "rate not between 0 and 1"
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

in_scope as (
    select
        agreements.agreement_id,
        agreements.term_type,
        agreements.end_date,
        agreements.renewed_on,
        agreements.proposed_date,
        agreements.signed_date
    from agreements
    inner join membership on agreements.place_iso3 = membership.iso3
    where coalesce(agreements.workflow_status, 'signed') not in ('proposed', 'negotiating', 'terminated')
),

ends as (
    select
        academic_years.year,
        count(*) as ended,
        count(in_scope.renewed_on) as renewed
    from academic_years
    inner join in_scope on in_scope.end_date between academic_years.first_day and academic_years.last_day
    where in_scope.term_type = 'fixed' and in_scope.end_date < $as_of
    group by academic_years.year
),

signatures as (
    select
        academic_years.year,
        count(*) as signed,
        median(in_scope.signed_date - in_scope.proposed_date) as median_days
    from academic_years
    inner join in_scope on in_scope.signed_date between academic_years.first_day and academic_years.last_day
    where in_scope.proposed_date <= in_scope.signed_date and in_scope.signed_date <= $as_of
    group by academic_years.year
)

select
    academic_years.academic_year,
    coalesce(ends.renewed, 0) as renewed,
    coalesce(ends.ended, 0) as ended,
    ends.renewed / nullif(ends.ended, 0) as rate,
    coalesce(signatures.signed, 0) as signed,
    signatures.median_days,
    academic_years.last_day < $as_of as is_complete
from academic_years
left join ends on academic_years.year = ends.year
left join signatures on academic_years.year = signatures.year
where
    (ends.ended is not null or signatures.signed is not null)
    and academic_years.year between coalesce($year_from, 0) and coalesce($year_to, 9999)
order by academic_years.year
