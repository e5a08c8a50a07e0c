/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[columns]
agreement_type = { title = "Kind of agreement" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
select
    agreement_type,
    agreements
from sound_with_parameter
order by agreement_type
-- expect reference-parameter at line 14
