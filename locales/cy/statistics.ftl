# Ffigurau: yr hyn y mae’r fathemateg yn ei ddweud, mewn geiriau.

figure-up = I fyny, ac yn annhebygol o fod ar hap.
figure-down = I lawr, ac yn annhebygol o fod ar hap.
figure-too-close = Rhy agos i allu dweud.
figure-negligible = Dim newid o bwys.
figure-unchanged = Dim newid o gwbl.
figure-too-few = Rhy ychydig o bobl i allu dweud.
figure-people = Atebodd y ddau dro: { $n }. Gadawyd allan am nad oedd ateb: { $left }.
figure-means = Cymedr cyn { $before }, wedyn { $after }, newid { $change }.
figure-interval = Cyfwng hyder { $level }% ar gyfer y newid: { $low } i { $high }.
figure-test = t = { $t } gyda { $freedom } gradd rhyddid, p { $p }; maint yr effaith d_z = { $effect }.
figure-no-test = Nid yw’r newidiadau’n amrywio, neu dim ond un sydd, felly nid oes cyfwng na phrawf.
figure-moved = I fyny { $up }, yr un fath { $same }, i lawr { $down }.
figure-not-number = Nid yw hwn yn rhif. Ysgrifennwch ddigidau, gydag atalnod llawn o flaen degolion, neu gadewch y gell yn wag.
figure-too-large = Mae’r rhif hwn yn rhy fawr.
figure-nobody = Nid atebodd neb y ddau dro, felly nid oes dim i’w gymharu.
