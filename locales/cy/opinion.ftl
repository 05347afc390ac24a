# Grwpiau barn: pwy sy'n meddwl yr un fath mewn sgwrs.

opinion-counts = Cyfranogwyr: { $participants }. Datganiadau: { $statements }. Pleidleisiau: { $votes }. Pleidleisiau a newidiwyd wedyn: { $replaced }.
opinion-turned = Yn y ffeil hon mae 1 yn golygu “anghytuno”, fel y dengys ei chyfrif ei hun; felly y’i darllenwyd.
opinion-groups = Grwpiau: { $groups }. Pobl a bleidleisiodd ddigon: { $people }. Pa mor bell ar wahân ydynt (silwét, o −1 i 1): { $silhouette }.
opinion-no-groups = Ni sonnir am grwpiau: sut bynnag y rhennir y bobl, byddai llai na { $smallest } mewn rhyw grŵp.
opinion-no-division = Ni sonnir am grwpiau: mae pawb a bleidleisiodd ddigon yn sefyll yn yr un lle, felly nid oes dim i’w rannu.
opinion-group = Grŵp { $group }. Pobl: { $people }. Yr hyn sy’n eu gosod ar wahân:
opinion-label = { $group }: { $people }
opinion-agreed = {"  "}Cytunodd { $successes } o { $trials }: { $text }
opinion-disagreed = {"  "}Anghytunodd { $successes } o { $trials }: { $text }
opinion-most-agree = Mae’r rhan fwyaf o bawb yn cytuno:
opinion-most-disagree = Mae’r rhan fwyaf o bawb yn anghytuno:
opinion-divides = Yr hyn sy’n rhannu’r grwpiau:
opinion-divided = {"  "}{ $agrees } yn cytuno, { $disagrees } yn anghytuno: { $text }
opinion-map = Pawb a bleidleisiodd, wedi’u gosod yn ôl eu pleidlais: po agosaf, tebycaf. Amlinellir y grwpiau.
opinion-no-column = Nid oes colofn { $column } yn y ffeil.
opinion-not-number = Nid rhif cyfan o 0 ymlaen yw hwn.
opinion-not-vote = Nid pleidlais yw hon. Ysgrifennwch 1, 0 neu -1.
opinion-not-moderated = Ysgrifennwch 1 os derbyniwyd y datganiad, -1 os gwrthodwyd ef, 0 os nad oes neb wedi edrych eto.
opinion-unknown-statement = Nid oes datganiad â’r rhif hwn yn comments.csv.
opinion-again = Mae’r un peth ar linell { NUMBER($line, useGrouping: "false") } eisoes.
opinion-apart = Mae rhai pobl yn sefyll mor bell oddi wrth bawb arall fel na ellid sôn am unrhyw grwpiau gyda nhw. Nid ydynt mewn unrhyw grŵp.
opinion-hidden = Mae [c] wedi’i guddio: cyfrif o bobl o dan { $threshold }, neu un y gellid cyfrifo cyfrif o’r fath ohono.
