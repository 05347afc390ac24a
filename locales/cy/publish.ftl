
# Addewidion: dywedoch chi, gwnaethom ni.

promise-index-title = Dywedoch chi, gwnaethom ni
promise-index-words = Gan gynnwys yr hyn na allem ei wneud, a pham.
promise-title = Addewid
promise-number = Addewid { NUMBER($n, useGrouping: "false") }
promise-list = Addewidion
promise-you-said = Dywedoch chi
promise-we-did = Gwnaethom ni
promise-we-tried = Rhoesom ni gynnig arni
promise-we-listen = Rydym ni’n gwrando
promise-state = Beth yw’r sefyllfa?
promise-state-done = Wedi’i wneud
promise-state-under-way = Ar y gweill
promise-state-not-possible = Ddim yn bosibl
promise-state-still-listening = Yn dal i wrando
promise-people = { $about }: { $count } o bobl wedi sôn wrthym
promise-voices = { $about }: { $count } o leisiau wedi sôn wrthym
promise-people-label = Faint o bobl a soniodd amdano
promise-follow = Dilyn yr edefyn hwn
promise-steps = Gweld pob cam
promise-what-happened = Beth ddigwyddodd
promise-who = Pwy addawodd
promise-where = Ble
promise-filter-state = Y sefyllfa
promise-filter-community = Cymuned
promise-filter-button = Dangos
promise-all-states = Pob un
promise-all-communities = Pob cymuned
promise-none-yet = Does dim addewidion wedi’u nodi eto.
promise-none-such = Does dim addewidion yn cyfateb. Dewiswch rywbeth arall uchod.

promise-desk-title = Addewidion
promise-new-title = Addewid newydd
promise-edit-title = Golygu’r addewid
promise-see-public = Gweld yr hyn mae’r cyhoedd yn ei weld
promise-place = I beth mae’n perthyn
promise-title-en = Yr hyn a addewir, yn Saesneg
promise-title-cy = Yr hyn a addewir, yn Gymraeg
promise-said-en = Yr hyn a ddywedodd pobl, yn Saesneg
promise-said-cy = Yr hyn a ddywedodd pobl, yn Gymraeg
promise-said-hint = Yn eich geiriau chi. Os caniateir dangos geiriau rhywun, dewiswch nhw isod: wedyn fe ân nhw pan fydd y person yn eu cymryd yn ôl.
promise-who-en = Pwy sy’n addo, yn Saesneg
promise-who-cy = Pwy sy’n addo, yn Gymraeg
promise-themes = Themâu y mae’n eu hateb
promise-themes-hint = Bydd y dudalen gyhoeddus yn dweud faint o bobl a soniodd am yr un gyntaf.
promise-findings = Canfyddiadau y mae’n eu hateb
promise-quote = Geiriau i’w dangos wrth ei ochr
promise-quote-hint = Dim ond geiriau pobl sy’n caniatáu eu dangos ar y wefan gyhoeddus sydd yn y rhestr. Maen nhw’n dod o’r canfyddiadau a ddewiswyd uchod, ar ôl cadw.
promise-first-step = Y sefyllfa heddiw
promise-step-title = Ychwanegu cam
promise-step-button = Ychwanegu’r cam hwn
promise-on = Dyddiad
promise-on-hint = Y diwrnod y digwyddodd.
promise-text-en = Beth ddigwyddodd, yn Saesneg
promise-text-cy = Beth ddigwyddodd, yn Gymraeg
promise-save = Cadw

promise-no-place = Dewiswch y rhaglen neu’r gymuned y mae’n perthyn iddi.
promise-no-title = Dywedwch beth sy’n cael ei addo, yn y ddwy iaith.
promise-no-said = Dywedwch beth ddywedodd pobl, yn y ddwy iaith.
promise-no-who = Dywedwch pwy sy’n addo, yn y ddwy iaith.
promise-too-long = Defnyddiwch { $most } nod ar y mwyaf.
promise-no-text = Dywedwch beth ddigwyddodd, yn y ddwy iaith. Os nad yw’n bosibl, dywedwch pam.
promise-in-future = Rhowch ddyddiad heddiw neu ddyddiad cynharach.
promise-no-day = Rhowch y diwrnod y digwyddodd.
promise-no-state = Dewiswch beth yw’r sefyllfa.
promise-beyond = Nid yw rhywbeth a ddewiswyd ar gael, neu nid chi sydd i’w ddefnyddio. Dewiswch eto o’r hyn y mae’r ffurflen yn ei gynnig.
promise-none = Does dim addewid o’r fath.

# Argymhellion a’r ymatebion iddynt.

recommendation-index-title = Argymhellion
recommendation-index-words = Yr hyn mae ein hadroddiadau yn ei ofyn gan gyrff penodol, a’u hatebion.
recommendation-to = At: { $body }
recommendation-from = O’r adroddiad “{ $title }”
recommendation-asked-on = Gofynnwyd: { $date }
recommendation-days =
    { $n ->
        [0] Dim ateb eto, gofynnwyd heddiw
       *[other] Dim ateb, diwrnodau: { $n }
    }
recommendation-none-yet = Does dim adroddiad wedi gofyn dim gan neb eto.
recommendation-record = Cofnodi ateb
recommendation-response-title = Cofnodi ateb
recommendation-received-on = Pryd ddaeth yr ateb
recommendation-stance = Beth oedd eu hymateb
recommendation-stance-agreed = Cytuno
recommendation-stance-looking = Yn edrych ar y peth
recommendation-stance-refused = Gwrthod
recommendation-stance-done = Wedi’i wneud
recommendation-text-en = Beth ddywedon nhw, yn Saesneg
recommendation-text-cy = Beth ddywedon nhw, yn Gymraeg
recommendation-save = Cadw’r ateb
recommendation-none = Does dim argymhelliad o’r fath.
recommendation-no-text = Ysgrifennwch beth ddywedon nhw, yn y ddwy iaith.
recommendation-too-long = Defnyddiwch { $most } nod ar y mwyaf.
recommendation-wrong-day = Rhowch y diwrnod y daeth yr ateb: nid cyn i’r adroddiad ofyn, ac nid yn y dyfodol.
recommendation-no-stance = Dewiswch beth oedd eu hymateb.

# Yr hyn a ddywedir wrth ddilynwyr.

feed-title = { $name }: beth sydd wedi newid
feed-published = “{ $title }”: mae fersiwn { $version } wedi’i gyhoeddi
feed-published-summary = Cyhoeddwyd adroddiad. Gellir dilyn pob llinell ynddo yn ôl at y bobl a’i dywedodd.
feed-superseded = “{ $title }”: mae fersiwn arall wedi cymryd lle fersiwn { $version }
feed-superseded-summary = Mae fersiwn mwy newydd yn cymryd ei le. Mae’r hen un yn dweud hynny.
feed-words-removed = “{ $title }”: cymerwyd geiriau yn ôl, ac mae fersiwn { $version } hebddynt
feed-words-removed-summary = Cymerodd rhywun eu geiriau yn ôl. Cyhoeddwyd yr adroddiad eto hebddynt ac ailgyfrifwyd ei rifau. Os ydych wedi cadw copi o fersiwn hŷn, rhowch yr un newydd yn ei le.
feed-response = “{ $title }”: mae rhywun wedi ateb argymhelliad
feed-response-summary = Mae corff y gofynnodd yr adroddiad iddo wneud rhywbeth wedi ateb.

subscription-title = Rhoi gwybod i mi pan fydd rhywbeth yn newid
subscription-words = Byddwn yn ysgrifennu pan gyhoeddir adroddiad, pan gymerir geiriau ynddo yn ôl, a phan fydd rhywun yn ei ateb. Dim byd arall, ac mae dolen i stopio ym mhob llythyr.
subscription-email = Cyfeiriad e-bost
subscription-email-hint = Rydym yn ei ddefnyddio at hyn a dim byd arall.
subscription-button = Anfon dolen ataf
subscription-feed = Dilyn drwy ffrwd yn lle hynny, heb roi cyfeiriad
subscription-sent-title = Edrychwch yn eich blwch derbyn
subscription-sent-words = Os yw’r cyfeiriad yn gywir, mae llythyr ar ei ffordd. Agorwch y ddolen ynddo i gadarnhau. Chaiff dim ei anfon atoch nes i chi wneud hynny.
subscription-to-reports = Darllen yr adroddiadau
subscription-to-home = Mynd i’r hafan
subscription-confirm-title = Cadarnhau eich cyfeiriad
subscription-confirm-words = Pwyswch y botwm, a byddwn yn ysgrifennu atoch pan fydd adroddiad yn newid.
subscription-confirm-button = Ie, rhowch wybod i mi
subscription-confirmed-title = Byddwn yn rhoi gwybod i chi
subscription-confirmed-words = Mae eich cyfeiriad wedi’i gadarnhau. Mae dolen i stopio ym mhob llythyr.
subscription-closing-title = Stopio’r llythyrau
subscription-closing-words = Pwyswch y botwm, a byddwn yn anghofio eich cyfeiriad.
subscription-closing-button = Stopio ac anghofio fy nghyfeiriad
subscription-closed-title = Fyddwch chi ddim yn clywed gennym eto
subscription-closed-words = Mae eich cyfeiriad wedi’i anghofio.
subscription-no-address = Rhowch gyfeiriad e-bost, fel enw@example.org.
subscription-too-many = Gormod o geisiadau o un lle. Arhoswch awr a rhowch gynnig arall arni.
subscription-letter-confirm-subject = Cadarnhewch y cawn ysgrifennu atoch
subscription-letter-confirm =
    Gofynnodd rhywun, chi gobeithio, i ni ysgrifennu at y cyfeiriad hwn pan fydd adroddiad yn newid.

    I gadarnhau, agorwch y ddolen hon a phwyswch y botwm:
    { $link }

    Os nad chi oedd, peidiwch â gwneud dim. Byddwn yn anghofio’r cyfeiriad o fewn wythnos.
subscription-letter-known-subject = Rydym yn ysgrifennu atoch yn barod
subscription-letter-known =
    Gofynnodd rhywun, chi gobeithio, i ni ysgrifennu at y cyfeiriad hwn pan fydd adroddiad yn newid. Rydym yn gwneud hynny’n barod.

    I stopio, agorwch y ddolen hon a phwyswch y botwm:
    { $link }
subscription-letter-notice =
    { $what }

    { $means }

    { $page }

    I stopio’r llythyrau hyn, agorwch y ddolen hon a phwyswch y botwm:
    { $link }
subscription-letter-told =
    Gofynnoch i ni ddweud wrthych beth sy’n digwydd oherwydd yr hyn a ddywedoch wrthym. Mae rhywbeth wedi newid mewn adroddiad sy’n pwyso arno.

    { $what }

    { $means }

    { $page }

    I weld popeth a ddigwyddodd oherwydd eich geiriau, i newid yr hyn y cytunoch iddo neu i’w cymryd yn ôl, rhowch y rhif ar eich cerdyn yma:
    { $thread }

# Geiriau rhywun, ar dudalen.

quoted-count = Wedi’u cyfrif
quoted-quote = Mewn adroddiadau, enw wedi’i newid
quoted-online = Cyhoeddus, enw wedi’i newid
quoted-named = Eu henw eu hunain, eu dewis nhw
quoted-translation = “{ $text }” Ein cyfieithiad ni.

# Edafedd.

thread-name = Edefyn
thread-title = Edefyn { NUMBER($n, useGrouping: "false") }
thread-follow = Dilyn yr edefyn, rhif { NUMBER($n, useGrouping: "false") }
thread-number = Rhif yr edefyn
thread-sum-voices = Lleisiau
thread-sum-people = Pobl
thread-sum-actions = Camau
thread-sum-sure = Pa mor siŵr ydym ni?
thread-sum-checked = Gwiriwyd ddiwethaf
thread-never-checked = Ddim eto
thread-confidence-unsure = Ddim yn siŵr
thread-confidence-less = Llai siŵr
thread-confidence-fairly = Gweddol siŵr
thread-confidence-very = Siŵr iawn
thread-directions = Cyfeiriad
thread-back = Yn ôl: o ble y daeth
thread-on = Ymlaen: beth ddigwyddodd
thread-line = Y llinell yn yr adroddiad
thread-from = O:
thread-published = Cyhoeddwyd: { $date }.
thread-people = Dywedodd { $count } o bobl hyn
thread-people-voices = Dywedodd { $count } o leisiau hyn
thread-people-untold = Nid yw’n cael ei ddweud faint a ddywedodd hyn
thread-dots = Dotiau, un i bob person: { $n }
thread-dots-voices = Dotiau, un i bob llais: { $n }
thread-split-too-few = Mae rhy ychydig o bobl i ddweud sut maen nhw’n cymharu.
thread-split-all = Doedd neb a glywsom yn ei gweld hi’n wahanol.
thread-split-most-few = Dywedodd y rhan fwyaf hyn. Roedd ychydig yn ei gweld hi’n wahanol.
thread-split-most-some = Dywedodd y rhan fwyaf hyn. Roedd rhai yn ei gweld hi’n wahanol.
thread-split-both = Roedd tua’r un faint yn dweud hyn ag oedd yn ei gweld hi’n wahanol.
thread-split-more-against = Roedd mwy yn ei gweld hi’n wahanol nag oedd yn dweud hyn.
thread-share-nobody = Does neb wedi gadael i ni ddangos eu geiriau yma.
thread-share-some = Mae rhai wedi gadael i ni ddangos eu geiriau yma.
thread-share-everybody = Mae pawb wedi gadael i ni ddangos eu geiriau yma.
thread-different = Barn wahanol
thread-not-published = Mae’r rhai na adawodd i ni gyhoeddi eu geiriau wedi’u cyfrif, ac mae’r tîm wedi’u darllen, ond nid ydynt yn cael eu dangos.
thread-removed = { $month }: cymerwyd geiriau yn ôl. Fe wnaethom eu tynnu ac ailgyfrif.
thread-cant = Yr hyn na all hyn ei ddweud wrthym.
thread-done = Beth a wnaed
thread-happened = Beth ddigwyddodd o’i herwydd
thread-nothing-yet = Dim byd eto y gwyddom amdano. Rydym yn dal i wrando.
thread-nothing-since = Dim byd newydd ers ei chyhoeddi.
thread-more = Gweld mwy
thread-about = Am yr edefyn hwn
thread-agreed = Yr hyn y cytunodd pobl iddo
thread-rung-count = Cyfrif.
thread-rung-count-means = Caiff y tîm ei ddarllen a’i gyfrif.
thread-rung-quote = Dyfynnu.
thread-rung-quote-means = Geiriau mewn adroddiadau, enw wedi’i newid.
thread-rung-online = Cyhoeddus.
thread-rung-online-means = Geiriau ar y wefan hon, enw wedi’i newid.
thread-rung-named = Enwi.
thread-rung-named-means = Geiriau gyda’u henw eu hunain.
thread-how = Sut y daethom yma
thread-readers-two = Darllenodd dau berson bob llais ar wahân
thread-readers-some = Darllenodd dau berson rai o’r lleisiau ar wahân
thread-readers-one = Darllenodd un person y lleisiau hyn
thread-readers-means = Mae darllen ar wahân yn golygu na welodd neb beth roedd y llall wedi’i farcio nes i’r ddau orffen.
thread-finding = Canfyddiad { NUMBER($n, useGrouping: "false") }
thread-level = Lefel y dystiolaeth: { $n } o 5.
thread-checked = Gwiriwyd ar { $date } gan: { $who }.
thread-use = Defnyddio’r edefyn hwn
thread-cite = edefyn { $n }, fersiwn { $version }.
thread-json = Yr edefyn hwn fel data (JSON)
thread-versions = Fersiynau o’r adroddiad sydd â’r llinell hon
thread-version = Fersiwn { $n }, { $date }.
thread-superseded-newer = Mae un mwy newydd wedi cymryd ei le.
thread-superseded-withdrawal = Disodlwyd am fod geiriau wedi’u cymryd yn ôl.
thread-fallen = Nid yw’r llinell hon yn sefyll mwyach. Cymerwyd yn ôl y geiriau roedd hi’n pwyso arnynt.
thread-checking = Rydym yn gwirio’r llinell hon eto. Cymerwyd yn ôl rai o’r geiriau roedd hi’n pwyso arnynt.
thread-dropped = Nid yw’r llinell hon yn fersiwn diweddaraf yr adroddiad.

# Fy ngeiriau: i rywun â cherdyn.

my-words-title = Eich geiriau, eich dewis
my-words-words = Rhowch y rhif ar eich cerdyn. Cewch weld beth ddigwyddodd oherwydd yr hyn a ddywedoch, a gallwch newid yr hyn y cytunoch iddo neu ei gymryd yn ôl. Ni ddangosir eich geiriau eu hunain yma byth.
my-words-number = Rhif edefyn
my-words-number-hint = Wyth llythyren a digid, fel 7K2M 4PXT. Mae bylchau a llythrennau bach yn iawn.
my-words-button = Chwilio
my-words-continue = Parhau â’r rhif a roddoch
my-words-lost = Ydych chi wedi colli eich cerdyn?
my-words-lost-words = Siaradwch â’r person a wrandawodd arnoch, neu â’r bobl sy’n rhedeg y wefan hon. Gallan nhw ei newid neu ei gymryd yn ôl drosoch.
my-words-shape = Mae wyth llythyren a digid mewn rhif edefyn. Edrychwch ar eich cerdyn a’i deipio eto.
my-words-check = Nid yw un o’r llythrennau neu’r digidau yn hollol gywir, neu mae dau wedi newid lle. Edrychwch ar eich cerdyn a’i deipio eto.
my-words-unknown = Allwn ni ddim dod o hyd i ddim byd gyda’r rhif hwn. Edrychwch ar eich cerdyn. Os cymeroch eich geiriau yn ôl o’r blaen, does dim ar ôl i’w ganfod.
my-words-too-many = Gormod o geisiadau o un lle. Arhoswch ddeg munud a rhowch gynnig arall arni.
my-words-show-title = Beth ddigwyddodd oherwydd yr hyn a ddywedoch
my-words-show-words = Nid yw eich geiriau eich hun yn cael eu dangos yma, rhag ofn bod rhywun arall yn edrych.
my-words-taken-down = Mae eich geiriau wedi’u cuddio ar hyn o bryd tra bod rhywun yn edrych arnynt.
my-words-happened = Beth ddigwyddodd
my-words-read = Mae’r tîm wedi darllen eich geiriau a’u cyfrif.
my-words-not-read = Mae eich geiriau’n ddiogel gyda ni. Does neb wedi’u didoli eto.
my-words-quoted = Mae rhai ohonynt yn cael eu dyfynnu mewn adroddiad.
my-words-not-quoted = Nid ydynt yn cael eu dyfynnu mewn unrhyw adroddiad.
my-words-lines = Llinellau mewn adroddiadau sy’n pwyso ar yr hyn a ddywedoch
my-words-events = Beth a wnaed, a beth oedd yr atebion
my-words-nothing-yet = Does dim wedi dod ohono eto y gwyddom amdano. Dewch yn ôl unrhyw bryd.
my-words-agreed = Yr hyn y cytunoch iddo
my-words-rung = Pa mor bell caiff eich geiriau fynd?
my-words-rung-count = Fy nghyfrif i
my-words-rung-count-means = Caiff y tîm ei ddarllen a’i gyfrif. Does neb arall yn gweld eich geiriau.
my-words-rung-quote = Fy nyfynnu mewn adroddiadau
my-words-rung-quote-means = Cawn ddefnyddio eich geiriau mewn adroddiadau. Rydym yn newid eich enw.
my-words-rung-online = Ei roi ar-lein
my-words-rung-online-means = Caiff eich geiriau fod ar y wefan hon hefyd. Rydym yn newid eich enw.
my-words-rung-named = Defnyddio fy enw fy hun
my-words-rung-named-means = Caiff eich geiriau fod ym mhobman gyda’ch enw eich hun.
my-words-sound = Y recordiad
my-words-sound-yes = Gellir ei chwarae.
my-words-sound-no = Chaiff neb arall ei glywed.
my-words-sound-choice = Gellir chwarae’r recordiad o fy llais i eraill
my-words-archive = Archif
my-words-archive-yes = Gellir ei gadw mewn archif at y dyfodol.
my-words-archive-no = Nid yw’n mynd i archif.
my-words-archive-choice = Gellir ei gadw mewn archif at y dyfodol
my-words-contact = Clywed gennym
my-words-contact-yes = Gofynnoch i ni ddweud wrthych beth sy’n digwydd.
my-words-contact-unreachable = Dydyn ni ddim yn gwybod eto sut i gael gafael arnoch.
my-words-contact-no = Nid ydym yn ysgrifennu atoch.
my-words-contact-choice = Dywedwch wrthyf beth sy’n digwydd
my-words-closed = Ar gau
my-words-closed-until = Does neb y tu allan i’r tîm yn ei weld cyn { $date }.
my-words-closed-for-good = Does neb y tu allan i’r tîm yn ei weld.
my-words-to-permission = Newid yr hyn y cytunais iddo
my-words-to-contact = Dweud wrthyf beth sy’n digwydd
my-words-to-withdrawal = Ei gymryd yn ôl
my-words-close = Gorffen ac anghofio fy rhif ar y ddyfais hon
my-words-back = Yn ôl at yr hyn a ddigwyddodd
my-words-permission-title = Newid yr hyn y cytunoch iddo
my-words-permission-words = Mae’n cyfrif o’r eiliad y pwyswch y botwm. Os dewiswch lai, bydd eich geiriau’n gadael yr adroddiadau a’r tudalennau lle na chânt aros mwyach.
my-words-permission-button = Ei newid
my-words-permission-changed = Mae wedi’i newid.
my-words-no-rung = Dewiswch pa mor bell caiff eich geiriau fynd.
my-words-no-name = Nid oes gennym eich enw eich hun. Gofynnwch i’r person a wrandawodd arnoch ei nodi yn gyntaf, neu dewiswch un arall.
my-words-gone = Cymerwyd y geiriau hyn yn ôl.
my-words-contact-title = Dweud wrthyf beth sy’n digwydd
my-words-contact-words = Byddwn yn ysgrifennu pan wneir neu pan gyhoeddir rhywbeth oherwydd yr hyn a ddywedoch. Nid yw’r rhif ar eich cerdyn byth yn y llythyr.
my-words-email = Eich cyfeiriad e-bost
my-words-email-hint = Dim ond y bobl sy’n gofalu am eich geiriau all ei weld.
my-words-contact-button = Dywedwch wrthyf
my-words-no-address = Rhowch gyfeiriad e-bost, fel enw@example.org.
my-words-withdrawal-title = Cymryd eich geiriau yn ôl
my-words-withdrawal-words = Nid oes angen rheswm. Mae’n digwydd ar unwaith ac ni ellir ei ddadwneud.
my-words-reach = Ble mae eich geiriau, a beth sy’n pwyso arnynt
my-words-sure = Ie, cymerwch fy ngeiriau yn ôl am byth
my-words-not-confirmed = Ticiwch y blwch os ydych yn siŵr.
my-words-withdrawal-button = Eu cymryd yn ôl nawr
my-words-keep = Na, cadwch nhw fel y maen nhw
my-words-gone-title = Mae eich geiriau wedi mynd
my-words-gone-words = Maen nhw wedi gadael y wefan hon: ei thudalennau, y chwilio, y data a’r ffrydiau. Mae adroddiadau a oedd yn eu dyfynnu wedi’u cyhoeddi eto hebddynt, a dywedir wrth bawb sy’n dilyn yr adroddiadau hynny fod geiriau wedi’u cymryd yn ôl, ond nid geiriau pwy.
my-words-gone-thanks = Diolch am siarad â ni.

# Cymryd geiriau yn ôl.

taking-back-title = Cymryd geiriau yn ôl dros rywun
taking-back-words = Mae hyn yn digwydd ar unwaith ac ni ellir ei ddadwneud. Mae’r log archwilio yn cadw’r ffaith iddo ddigwydd a dim un o’r geiriau.
taking-back-reach = Ble mae’r geiriau, a beth sy’n pwyso arnynt
taking-back-reach-of = Llais { $n }: ble mae’r geiriau, a beth sy’n pwyso arnynt
taking-back-alike = Beth sy’n debyg i’r geiriau
taking-back-alike-means = Mae rhai geiriau wedi’u newid neu eu gadael allan yma, neu mae rhywun arall yn dweud yr un peth. Does dim o hyn yn mynd ohono’i hun: edrychwch ar bob un, a phenderfynwch.
taking-back-nowhere = Does dim yn dal y geiriau hyn.
taking-back-version = fersiwn { $n }
taking-back-holds = Yn dal y geiriau
taking-back-rests = Yn pwyso arnynt, heb eu dangos
taking-back-kind-publication = Adroddiad
taking-back-kind-file = Adroddiad i’w argraffu (PDF)
taking-back-kind-export = Data adroddiad
taking-back-kind-claim = Llinell mewn adroddiad
taking-back-kind-promise = Addewid
taking-back-kind-recommendation = Argymhelliad neu ei ateb
taking-back-kind-finding = Canfyddiad
taking-back-kind-draft = Testun adroddiad a gadwyd
taking-back-kind-api = Ateb y rhyngwyneb rhaglennu
taking-back-kind-home = Hafan
taking-back-kind-setting = Yr hyn mae’r wefan yn ei ddweud amdani’i hun
taking-back-kind-account = Enw cydweithiwr
taking-back-kind-letter = Llythyr sy’n aros i gael ei anfon
taking-back-kind-programme = Rhaglen
taking-back-kind-community = Cymuned
taking-back-kind-organisation = Sefydliad
taking-back-kind-campaign = Ymgyrch
taking-back-kind-wording = Geiriad cytundeb
taking-back-kind-voice-text = Teitl, disgrifiad neu dag llais arall
taking-back-kind-theme = Thema neu ei hanes
taking-back-kind-note = Nodyn darllenydd wrth ymyl llais arall
taking-back-kind-team = Tudalennau’r tîm ei hun: darllen, chwilio a didoli yn ôl thema
taking-back-kind-voice = Llais arall
taking-back-copies = Ni ellir galw yn ôl gopïau y mae rhywun eisoes wedi’u lawrlwytho neu eu hargraffu.
taking-back-copies-maybe = Efallai fod rhywun wedi copïo’r geiriau o dudalen. Ni ellir galw copïau felly yn ôl.
taking-back-copies-none = Ni chyhoeddwyd y geiriau, felly nid oes neb y tu allan i’r tîm wedi’u gweld yma.
taking-back-reason = Pam?
taking-back-reason-asked = Gofynnodd y person
taking-back-reason-mistake = Cafodd ei gofnodi drwy gamgymeriad, neu ni chytunwyd iddo erioed
taking-back-reason-harm = Gallai niweidio rhywun
taking-back-reason-others = Enwir rhywun arall ynddo na chytunodd
taking-back-reason-law = Mae’r gyfraith yn gofyn am hynny
taking-back-sure = Mae’r person yn siŵr, neu mae dyletswydd i’w wneud
taking-back-button = Cymryd y geiriau yn ôl
taking-back-gone = Nid yw’r geiriau hyn yno, neu fe’u cymerwyd yn ôl yn barod.
taking-back-down-already = Mae’r geiriau hyn wedi’u cuddio yn barod.
taking-back-not-down = Nid yw’r geiriau hyn wedi’u cuddio.
taking-back-no-reason = Dewiswch pam.
taking-back-not-confirmed = Ticiwch y blwch i gadarnhau.
taking-back-done-title = Mae wedi’i wneud
taking-back-done-words = Mae’r geiriau wedi mynd o bob tudalen, chwiliad, ffeil, ffrwd ac ateb ar y wefan hon, a dywedir wrth y rhai sy’n dilyn yr adroddiadau.
taking-back-to-voices = Yn ôl at y lleisiau
taking-back-down-title = Cuddio geiriau ar unwaith
taking-back-down-words = Mae’r geiriau’n cael eu cuddio rhag pawb tra bod rhywun yn edrych arnynt. Nid anghofir dim, a gellir eu dangos eto.
taking-back-down-button = Eu cuddio nawr
taking-back-lift-button = Eu dangos eto
taking-back-erase-title = Dileu person
taking-back-erase-words = Bydd popeth a gedwir yn mynd. Person: { $name }. Lleisiau: { $n }. Hefyd yr enw, sut i gael gafael arnynt, a’r hyn a lofnodwyd. Dim ond y ffaith iddo ddigwydd sy’n aros yn y log archwilio.
taking-back-erase-sure = Rwyf wedi gwirio mai’r person hwn ydyw, a nhw neu’r gyfraith sy’n gofyn
taking-back-erase-button = Dileu popeth
taking-back-export = Yn gyntaf, lawrlwytho popeth a gedwir amdanynt

# Yr hafan.

home-title = Hafan
home-eyebrow = { $name }, yn ei geiriau ei hun
home-headline = Siaradodd { $count } o bobl. Dilynwch beth ddigwyddodd nesaf.
home-headline-voices = Siaradodd { $count } o leisiau. Dilynwch beth ddigwyddodd nesaf.
home-headline-none = Mae pobl yn siarad. Dilynwch beth sy’n digwydd nesaf.
home-lede = Gellir dilyn pob llinell a gyhoeddwn yn ôl at y bobl a’i dywedodd, ac ymlaen at yr hyn a newidiodd. Dim ond mor bell ag y cytunodd pob person.
home-to-promises = Gweld dywedoch chi, gwnaethom ni
home-to-thread = Chwilio am eich rhif edefyn
home-people = { $count } o bobl
home-voices = { $count } o leisiau
home-caption =
    { $n ->
        [one] Un person yw pob dot, unwaith dan bob peth y soniodd amdano. Mae llinell doredig yn cysylltu’r hyn a ddywedodd pobl â’r hyn a wnaed.
       *[other] Pobl i bob dot: { $n }, unwaith dan bob peth y soniwyd amdano. Mae llinell doredig yn cysylltu’r hyn a ddywedodd pobl â’r hyn a wnaed.
    }
home-caption-voices =
    { $n ->
        [one] Un llais yw pob dot, unwaith dan bob peth y soniodd amdano. Mae llinell doredig yn cysylltu’r hyn a ddywedodd pobl â’r hyn a wnaed.
       *[other] Lleisiau i bob dot: { $n }, unwaith dan bob peth y soniwyd amdano. Mae llinell doredig yn cysylltu’r hyn a ddywedodd pobl â’r hyn a wnaed.
    }
home-all-promises = Gweld pob addewid ({ $n })
home-reports = Adroddiadau diweddaraf
home-all-reports = Pob adroddiad
home-card = Oes gennych chi gerdyn â rhif?
home-card-words = Gallwch weld beth ddigwyddodd oherwydd yr hyn a ddywedoch, newid yr hyn y cytunoch iddo, neu ei gymryd yn ôl. Nid oes angen cyfrif.
