# Tablau fel y gellir eu dangos.

disclose-too-low = Rhaid i’r trothwy fod yn 3 neu fwy: o ddau berson gallai’r naill bob amser gyfrifo’r llall.
disclose-too-many = Mae gan y golofn { $column } fwy na { $most } o werthoedd gwahanol. Rhowch nhw mewn bandiau yn gyntaf.
disclose-missing = (ar goll)
disclose-total = Cyfanswm
disclose-none-hidden = Dangosir pob ffigur.
disclose-hidden = Mae [c] wedi’i guddio: { $hidden } o { $all } ffigur, fel na ellir gweld na chyfrifo unrhyw gyfrif o dan { $threshold }.
disclose-exact = Ni ellid cuddio llai.
disclose-heuristic = Gellid bod wedi arbed { $gap }% ar y mwyaf o’r hyn a gollir.
