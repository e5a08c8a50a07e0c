/*---
title    = "Renewal rate"
question = "Of the agreements whose term ended in a year, how many were renewed, and how long does an agreement take to sign?"
grain    = "one row per academic year in which a term ended or an agreement was signed"
excludes = ["agreements that renew themselves or have no end", "drafts and terminated agreements", "terms that have not ended"]
card     = { value = "rate", base = "ended", better = "up" }
chart    = { kind = "line" }

[metric]
number      = 20
definition  = "Fixed terms whose end lay in an academic year and for which a signed renewal is in the register, divided by all fixed terms whose end lay in it. Beside it the cycle time: the median of days from the proposal to the signature, of agreements signed in the year."
denominator = "fixed terms that reached their end in the academic year"
source      = "partnerships (end_date, renewed_from_id, proposed_date, signed_date)"
is_not      = "Not final for a recent year: a renewal may still come. An agreement that was followed by a new one without saying that it renews the old counts as not renewed."

[columns]
renewed       = { title = "Renewed", unit = "agreements" }
ended         = { title = "Term ended", unit = "agreements" }
rate          = { title = "Renewal rate", unit = "share", description = "renewed among those whose term ended" }
signed        = { title = "Signed", unit = "agreements", description = "with a day of proposal" }
median_days   = { title = "From proposal to signature", unit = "days", description = "median" }
is_complete   = { title = "Complete", description = "the academic year is over" }
---*/
with signed_agreements as (
    select *
    from agreements_in($scheme, $regions, $countries)
    where coalesce(workflow_status, 'signed') not in ('proposed', 'negotiating', 'terminated')
),

ends as (
    select
        years.year,
        count(*) as ended,
        count(agreed.renewed_on) as renewed
    from academic_years as years
    inner join signed_agreements as agreed on agreed.end_date between years.first_day and years.last_day
    where agreed.term_type = 'fixed' and agreed.end_date < $as_of
    group by years.year
),

signatures as (
    select
        years.year,
        count(*) as signed,
        median(agreed.signed_date - agreed.proposed_date) as median_days
    from academic_years as years
    inner join signed_agreements as agreed on agreed.signed_date between years.first_day and years.last_day
    where agreed.proposed_date <= agreed.signed_date and agreed.signed_date <= $as_of
    group by years.year
)

select
    years.academic_year,
    coalesce(ends.renewed, 0) as renewed,
    coalesce(ends.ended, 0) as ended,
    ends.renewed / nullif(ends.ended, 0) as rate,
    coalesce(signatures.signed, 0) as signed,
    signatures.median_days,
    years.last_day < $as_of as is_complete
from academic_years as years
left join ends on years.year = ends.year
left join signatures on years.year = signatures.year
where ends.ended is not null or signatures.signed is not null
order by years.year
