/*---
title     = "A code in words"
question  = "How is a code such as open_ended printed?"
grain     = "one value: a capital first, spaces for underscores"
owner     = "Global Education Office"
reviewed  = 2026-11-28
arguments = ["code"]
returns   = "value"
---*/
select upper(left(code, 1)) || replace(substr(code, 2), '_', ' ')
