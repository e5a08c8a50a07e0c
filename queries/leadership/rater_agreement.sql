/*---
title    = "Agreement of raters"
question = "Do the raters of a team or organization see the same?"
grain    = "one row per level, instrument, scale and wave with at least two groups of raters"
chart    = { kind = "bar", x = "label", y = ["icc_1", "icc_2"], series = "wave" }
ignores  = { place = "raters are compared over all groups", period = "raters are compared over all years" }

[columns]
wave  = { title = "When", description = "before the program, during it, after it, or at a follow-up" }
label = { title = "Level and scale" }
---*/
select
    in_words(agreement.level) as level,
    agreement.instrument,
    agreement.scale,
    waves.said as wave,
    agreement.n_groups,
    agreement.raters,
    agreement.icc_1,
    agreement.icc_2,
    in_words(agreement.level) || ': ' || agreement.scale as label
from rater_agreement_by_level_instrument_scale_wave as agreement
inner join (
    values
    ('pre', 'Before', 1),
    ('mid', 'During', 2),
    ('post', 'After', 3),
    ('followup', 'Follow-up', 4)
) as waves (wave, said, place) on agreement.wave = waves.wave
where agreement.n_groups > 1
order by
    level_order(agreement.level),
    agreement.instrument,
    agreement.scale,
    waves.place
