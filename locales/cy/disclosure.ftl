# Tablau fel y gellir eu dangos.

disclose-too-low = Rhaid i’r trothwy fod yn 3 neu fwy: o ddau berson gallai’r naill bob amser gyfrifo’r llall.
disclose-too-many = Mae gan y golofn { $column } fwy na { $most } o werthoedd gwahanol. Rhowch nhw mewn bandiau yn gyntaf.
disclose-missing = (ar goll)
disclose-total = Cyfanswm
disclose-none-hidden = Dangosir pob ffigur.
disclose-hidden = Mae [c] wedi’i guddio: { $hidden } o { $all } ffigur, fel na ellir gweld na chyfrifo unrhyw gyfrif o dan { $threshold }.
disclose-exact = Ni ellid cuddio llai.
disclose-heuristic = Gellid bod wedi arbed { $gap }% ar y mwyaf o’r hyn a gollir.
disclose-no-table = Nid yw { $given } yn enwi tabl. Ysgrifennwch ddwy golofn o’r ffeil a choma rhyngddynt: --table RHESI,COLOFNAU. Mae gan y ffeil: { $columns }
disclose-reckoned = Tablau a argraffwyd o’r blaen ac a ystyriwyd: { $tables }.
disclose-noted = Nodwyd hyn yn y llyfr cofnod wrth ymyl y gofod: bydd rhediad diweddarach ar y ffeil hon yn ei ystyried.
disclose-ledger = Ni ddangosir dim, gan na ellir cadw’r llyfr cofnod wrth ymyl y gofod: { $why }
disclose-ring = Ni ddangosir dim: mae’r tablau hyn yn mynd mewn cylch (mae’r cyntaf yn rhannu colofn â’r ail, yr ail â’r trydydd, y trydydd â’r cyntaf), ac mae gan eu colofnau ormod o werthoedd i brofi na ellir cyfrifo unrhyw gyfrif. Gadewch un o’r tablau allan, neu rhowch y gwerthoedd mewn bandiau.
disclose-told-already = Ni ddangosir dim: ynghyd â’r tablau hyn byddai’r hyn a argraffwyd o’r blaen yn datgelu cyfrif a guddiwyd, beth bynnag a guddir nawr.
disclose-earlier-unreadable = Nid yr hyn y mae’r gorchymyn hwn yn ei argraffu gyda --json yw { $file }.
disclose-earlier-column = Mae { $file } yn dangos tabl yn ôl { $what }, ac nid oes colofn o’r fath yn y ffeil hon. O ffeil arall yr argraffwyd ef.
disclose-earlier-values = Mae { $file } yn dangos gwerthoedd { $what } gwahanol i’r rhai sydd yn y ffeil hon. O gofnodion eraill yr argraffwyd ef.
disclose-earlier-figures = Mae { $file } yn dangos ffigurau { $what } nad yw’r ffeil hon yn eu rhoi. O gofnodion eraill yr argraffwyd ef.
disclose-earlier-rules = Argraffwyd { $file } â’r trothwy { $threshold } a chyda seroau { $zeros ->
        [hidden] wedi’u cuddio
       *[shown] wedi’u dangos
    }. Mae tablau o’r un ffeil yn cadw at yr un rheolau: rhowch { $zeros ->
        [hidden] --threshold { $threshold } --hide-zeros
       *[shown] --threshold { $threshold } heb --hide-zeros
    }.
disclose-earlier-small = Mae’r hyn a argraffwyd o’r blaen yn dangos cyfrif o dan y trothwy, neu’n cuddio sero a ddangosir bob amser. Nid y gorchymyn hwn a’i hargraffodd o dan y rheolau hyn.
