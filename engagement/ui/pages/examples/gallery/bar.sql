/*---
title    = "Bars: a number for each of a few things"
question = "How many partners are there of each type?"
grain    = "one row per type"
owner    = "An example with invented numbers"

[chart]
kind        = "bar"
x           = "type"
y           = "partners"
orientation = "horizontal"

[columns]
type     = { title = "Type of partner" }
partners = { title = "Partners", unit = "partners" }
---*/
with invented (type, partners) as (
    values
    ('University', 212),
    ('Research institute', 61),
    ('Company', 38),
    ('Government', 17)
)

select
    type,
    partners
from invented
order by partners desc
