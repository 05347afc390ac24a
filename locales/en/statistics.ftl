# Figures: what the mathematics says, in words.

figure-up = Up, and unlikely to be chance.
figure-down = Down, and unlikely to be chance.
figure-too-close = Too close to call.
figure-negligible = No change that matters.
figure-unchanged = No change at all.
figure-too-few = Too few people to say.
figure-people = Answered both times: { $n }. Left out for want of an answer: { $left }.
figure-means = Mean before { $before }, after { $after }, change { $change }.
figure-interval = { $level }% confidence interval of the change: { $low } to { $high }.
figure-test = t = { $t } with { $freedom } degrees of freedom, p { $p }; effect size d_z = { $effect }.
figure-no-test = The changes do not vary, or there is only one, so there is no interval and no test.
figure-moved = Up { $up }, same { $same }, down { $down }.
figure-not-number = This is no number. Write digits, with a full stop before decimals, or leave the cell empty.
figure-too-large = This number is too large.
figure-nobody = Nobody answered both times, so there is nothing to compare.
