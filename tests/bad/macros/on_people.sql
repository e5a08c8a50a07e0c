/*---
title     = "Agreements of a type"
question  = "Which agreements are of a type?"
grain     = "one row per agreement"
owner     = "Global Education Office"
arguments = ["wanted"]
returns   = "table"

[columns]
agreement_id = { title = "Agreement" }
---*/
select agreement_id
from placements
where placement_type = wanted
-- expect table-people at line 13
