/*---
title     = "Agreements of a type"
question  = "Which agreements are of a type?"
grain     = "one row per agreement"
owner     = "Global Education Office"
arguments = ["wanted"]
returns   = "table"

[chart]
kind = "bar"

[columns]
agreement_id = { title = "Agreement" }
---*/
select agreement_id
from partnerships
where agreement_type = wanted
-- expect header-key at line 9
