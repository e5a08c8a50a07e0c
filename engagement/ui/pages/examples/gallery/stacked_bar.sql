/*---
title    = "Stacked bars: what a number is made of"
question = "How many agreements of each kind began in each year?"
grain    = "one row per year and kind"
owner    = "An example with invented numbers"

[chart]
kind   = "stacked_bar"
x      = "academic_year"
y      = "agreements"
series = "kind"

[columns]
academic_year = { title = "Academic year" }
kind          = { title = "Kind" }
agreements    = { title = "Agreements", unit = "agreements" }
---*/
with invented (academic_year, kind, agreements) as (
    values
    ('2023/2024', 'Exchange', 22),
    ('2023/2024', 'Research', 14),
    ('2023/2024', 'Other', 9),
    ('2024/2025', 'Exchange', 25),
    ('2024/2025', 'Research', 19),
    ('2024/2025', 'Other', 7),
    ('2025/2026', 'Exchange', 21),
    ('2025/2026', 'Research', 27),
    ('2025/2026', 'Other', 8)
)

select
    academic_year,
    kind,
    agreements
from invented
order by academic_year, kind
