/*---
title    = "Heatmap: where two things meet often"
question = "Which kinds of agreements are there in which region?"
grain    = "one row per region and kind"
owner    = "An example with invented numbers"

[chart]
kind   = "heatmap"
x      = "kind"
series = "region"
y      = "agreements"

[columns]
region     = { title = "Region" }
kind       = { title = "Kind" }
agreements = { title = "Agreements", unit = "agreements" }
---*/
with invented (region, kind, agreements) as (
    values
    ('Africa', 'Exchange', 12),
    ('Africa', 'Research', 21),
    ('Africa', 'Other', 3),
    ('China', 'Exchange', 26),
    ('China', 'Research', 19),
    ('China', 'Other', 13),
    ('Europe', 'Exchange', 61),
    ('Europe', 'Research', 33),
    ('Europe', 'Other', 20)
)

select
    region,
    kind,
    agreements
from invented
order by region, kind
