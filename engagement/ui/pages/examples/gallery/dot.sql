/*---
title    = "Dots: a number with the range it may lie in"
question = "How long does it take to sign, by kind of agreement?"
grain    = "one row per kind"
owner    = "An example with invented numbers"

[chart]
kind = "dot"
x    = "kind"
y    = "days"
low  = "low"
high = "high"

[columns]
kind = { title = "Kind" }
days = { title = "Days to sign", unit = "days" }
low  = { title = "Low end", unit = "days" }
high = { title = "High end", unit = "days" }
---*/
with invented (kind, days, low, high) as (
    values
    ('Exchange', 142, 120, 171),
    ('Research', 96, 80, 118),
    ('Joint degree', 260, 190, 340)
)

select
    kind,
    days,
    low,
    high
from invented
order by days
