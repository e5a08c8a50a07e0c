/*---
title    = "Changes since the previous delivery"
question = "Which columns, values, countries and partners are new or gone, and how did the rows change?"
grain    = "one row per difference"
excludes = ["of tables of people, which values and countries are new or gone: that would tell which counts are none"]
---*/
select
    table_name,
    replace(kind, '_', ' ') as kind,
    subject,
    before,
    after
from ledger.drift
order by
    table_name,
    kind,
    subject
