/*---
title     = "A rate of published counts"
question  = "Which share is one published count of another?"
grain     = "one value; missing where either is missing, or fewer than twice the threshold are counted"
arguments = ["part", "whole"]
returns   = "value"
---*/
-- both are rounded, so a part can come out above its whole; least() alone would make 1 of a missing part
select case when part is not null and whole >= 2 * settings.threshold then least(part / whole, 1) end
from settings
