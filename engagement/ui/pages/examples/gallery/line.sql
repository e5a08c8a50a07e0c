/*---
title    = "Line: how a number moves over time"
question = "How many agreements did each region have?"
grain    = "one row per region and academic year"
owner    = "An example with invented numbers"

[chart]
kind   = "line"
x      = "academic_year"
y      = "agreements"
series = "region"

[columns]
academic_year = { title = "Academic year" }
region        = { title = "Region" }
agreements    = { title = "Agreements", unit = "agreements" }
---*/
with invented (academic_year, region, agreements) as (
    values
    ('2022/2023', 'Africa', 31),
    ('2023/2024', 'Africa', 36),
    ('2024/2025', 'Africa', 44),
    ('2025/2026', 'Africa', 47),
    ('2022/2023', 'China', 52),
    ('2023/2024', 'China', 49),
    ('2024/2025', 'China', 50),
    ('2025/2026', 'China', 58)
)

select
    academic_year,
    region,
    agreements
from invented
order by academic_year, region
