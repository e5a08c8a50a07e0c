/*---
title     = "A key in words"
question  = "How is a key such as not_required printed?"
grain     = "one value: a capital first, spaces for underscores"
arguments = ["key"]
returns   = "value"
---*/
select upper(left(cast(key as varchar), 1)) || replace(substr(cast(key as varchar), 2), '_', ' ')
