/*---
title    = "Gain from before to after"
question = "How much higher do people, teams and organizations score after a program than before?"
grain    = "one row per level, instrument and scale with enough people to be published"
excludes = ["scores without a pair", "scales with fewer than three pairs"]
chart    = { kind = "dot", x = "label", y = "g", series = "level", reference = [0.0] }
ignores  = { place = "gains are published for all participants together" }

[metric]
number      = 23
definition  = "For subjects that were scored before and after by the same kinds of raters: the difference of the means divided by the mean of the two standard deviations (d_av), corrected for small samples (Hedges' g = d_av · (1 − 3 / (4(n − 1) − 1))), with a 95% interval that allows for the correlation of the pair."
denominator = "pairs; beside them the pair rate, pairs among all subjects scored before"
source      = "leadership_diagnostics; Lakens (2013) for d_av and g, Borenstein and others (2009) for the interval"
is_not      = "Not an effect of the program: there is no control group, and people change anyway. Not a gain of those who left: they have no score after."

[columns]
pairs     = { title = "Pairs", unit = "count", description = "subjects with a score before and after; teams and organizations are counted exactly, people as they are published" }
pair_rate = { title = "Pair rate", unit = "share", description = "pairs among subjects scored before" }
icc_1     = { description = "for teams and organizations, before, over all years: how much raters of one group agree beyond chance" }
label     = { title = "Level and scale" }
---*/
select
    in_words(gains.level) as level,
    gains.instrument,
    gains.scale,
    coalesce(gains.pairs, gains.group_pairs) as pairs,
    gains.people,
    coalesce(rate(gains.pairs, gains.subjects), gains.group_pairs / gains.groups) as pair_rate,
    gains.before,
    gains.after,
    gains.d_av,
    gains.g,
    gains.low,
    gains.high,
    agreement.icc_1,
    in_words(gains.level) || ': ' || gains.scale as label
from skill_gain_by_level_instrument_scale_period as gains
left join rater_agreement_by_level_instrument_scale_wave as agreement
    on
        gains.level = agreement.level
        and gains.instrument = agreement.instrument
        and gains.scale = agreement.scale
        and agreement.wave = 'pre'
        and agreement.level <> 'individual'
where gains.period = $period and coalesce(gains.pairs, gains.group_pairs) > 2
order by
    level_order(gains.level),
    gains.instrument,
    gains.scale
