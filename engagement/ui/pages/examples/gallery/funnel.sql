/*---
title    = "Funnel: how many are left after each step"
question = "How many proposals became agreements?"
grain    = "one row per step"
owner    = "An example with invented numbers"

[chart]
kind = "funnel"
x    = "step"
y    = "agreements"

[columns]
step       = { title = "Step" }
agreements = { title = "Agreements", unit = "agreements" }
---*/
with invented (step, agreements) as (
    values
    ('Proposed', 120),
    ('Negotiated', 84),
    ('Signed', 61),
    ('Used', 40)
)

select
    step,
    agreements
from invented
order by agreements desc
