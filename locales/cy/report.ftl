# Adroddiadau: eu hysgrifennu, beth mae'r casglydd yn ei ddweud amdanynt, eu cyhoeddi, a'r tudalennau cyhoeddus.

report-index-title = Adroddiadau
report-index-words = Beth ddywedodd pobl wrthym, beth rydym yn ei wneud ohono, a beth rydym yn gofyn amdano. Gellir dilyn pob llinell bwythog yn ôl at y bobl a’i dywedodd.
report-none-yet = Nid oes adroddiad wedi’i gyhoeddi eto.
report-version-of = Fersiwn { $n }, { $date }
report-facts = Llinellau: { $claims }. Edefyn cyfan: { $whole }
report-pdf = PDF, i’w argraffu
report-data = Y data i gyd
report-prov = Yr edafedd fel PROV
report-other-language = Read in English
report-other-language-only = Nid yw’r adroddiad hwn wedi’i ysgrifennu yn Gymraeg.
report-newest = Darllen y fersiwn diweddaraf
report-contents = Yn yr adroddiad hwn
report-how-to-read = Sut i ddarllen hwn.
report-how-to-read-words = Lle gwelwch linell bwythog a chwlwm aur, gallwch ei dilyn at y lleisiau a’r camau y tu ôl iddi. Mae’r rhif ar y cwlwm yn dangos faint o bobl a’i dywedodd.
report-checked = Sut y gwiriwyd hwn
report-checked-words = Cafodd yr adroddiad hwn ei gasglu gan raglen sy’n ei wirio. Mae pob llinell bwythog yn gorffwys ar ganfyddiadau, a phob canfyddiad ar yr hyn a ddywedodd pobl wrthym. Dim ond cyn belled ag y cytunodd pob person y dyfynnir geiriau, ac mae enwau wedi’u newid neu eu cuddio. Dywedir niferoedd bach mewn geiriau, fel na ellir adnabod neb. Pan fydd rhywun yn tynnu geiriau’n ôl, maent yn gadael y dudalen hon, ei PDF a’i data ar unwaith, a chaiff y niferoedd eu cyfrif eto. Dim ond pan fydd digon o bobl wedi ymuno neu adael fel na ellir adnabod neb o’r gwahaniaeth y bydd nifer yn newid, ym mhob fersiwn ar unwaith, felly gall fod ychydig yn wahanol i’r nifer sydd yno. Ni ellir galw’n ôl gopïau a lawrlwythwyd cyn hynny.
report-reasons = Beth a adawsom fel y mae, a pham
report-reasons-words = Holodd y casglydd am y mannau hyn. Fe’u cyhoeddwyd gyda rheswm.
report-versions = Pob fersiwn

report-desk-title = Adroddiadau
report-new = Dechrau adroddiad
report-title = Teitl
report-published = Cyhoeddwyd
report-saved = Cadwyd ddiwethaf
report-not-published = Ddim eto
report-none-begun = Nid oes adroddiad wedi’i ddechrau eto.
report-new-title = Dechrau adroddiad
report-title-en = Teitl yn Saesneg
report-title-cy = Teitl yn Gymraeg
report-title-hint = Mae un iaith yn ddigon i ddechrau.
report-place = Am beth y mae
report-place-hint = Rhaglen, neu un gymuned ynddi.
report-begin = Dechrau
report-no-title = Rhowch deitl yn Saesneg neu yn Gymraeg.
report-long-title = Rhowch deitl heb fod yn hirach na { $limit } nod.
report-no-place = Dewiswch y rhaglen neu’r gymuned y mae’r adroddiad yn sôn amdani.
report-starter-heading = Yn fyr

report-edit-title = Ysgrifennu adroddiad
report-tab-source = Ysgrifennu
report-tab-versions = Fersiynau a gadwyd
report-tab-publishing = Cyhoeddi
report-tab-public = Tudalen gyhoeddus
report-source-en = Testun Saesneg
report-source-cy = Testun Cymraeg
report-source = Y testun
report-source-hint = Markdown, gyda chyfarwyddiadau ar gyfer honiadau, dyfyniadau a siartiau. Mae cymorth isod.
report-save = Cadw
report-check = Gwirio heb gadw
report-diagnostics = Beth mae’r casglydd yn ei ddweud
report-preview = Rhagolwg
report-help = Sut i ysgrifennu adroddiad
report-help-words = Dechreuwch gyda thair llinell doriad, yna title, subtitle a kind ar linell yr un, yna tair llinell doriad eto. Mae cyfarwyddyd â dau golon yn sefyll ar linell ar ei ben ei hun, ac un ag un colon o fewn brawddeg.
report-help-write = Rydych chi’n ysgrifennu
report-help-get = Rydych chi’n cael
report-help-claim = Brawddeg ag edefyn. Mae angen allwedd arni, a rhifau’r canfyddiadau y mae’n gorffwys arnynt.
report-help-differs = Brawddeg sy’n dweud beth sy’n cyfrif yn erbyn honiad.
report-help-quote = Geiriau rhywun, wrth ymyl honiad neu ar eu pen eu hunain.
report-help-against = Geiriau rhywun sy’n cyfrif yn erbyn honiad.
report-help-short = Yr honiadau rydych yn eu henwi, fel rhestr ar y dechrau.
report-help-themes = Faint o bobl a soniodd am bob thema.
report-help-recommendation = Beth rydych yn ei ofyn gan gorff a enwir, a’r honiadau y mae’n gorffwys arnynt.
report-help-promise = Addewid, a sut mae’n sefyll.
report-help-callout = Geiriau mewn blwch.
report-pick-findings = Canfyddiadau y gallwch orffwys arnynt
report-pick-quotes = Geiriau y gallwch eu dyfynnu
report-pick-none = Nid oes dim yma y gallwch ei ddefnyddio.
report-versions-title = Fersiynau a gadwyd

draft-too-long = Mae’r testun hwn yn rhy hir. Cadwch ef o fewn { $limit } nod.
draft-newer = Mae rhywun arall wedi cadw fersiwn mwy newydd. Cymharwch y ddau o dan “Fersiynau a gadwyd”. Os cadwch nawr, eich un chi fydd y diweddaraf.
draft-number = Fersiwn
draft-saved-at = Cadwyd
draft-changes = Newidiadau
draft-see = Gweld beth newidiodd
draft-none = Nid oes dim wedi’i gadw yn yr iaith hon.
draft-same = Ni newidiodd dim.
draft-compared-en = Saesneg: o fersiwn { $before } i fersiwn { $after }
draft-compared-cy = Cymraeg: o fersiwn { $before } i fersiwn { $after }

publishing-title = Cyhoeddi
publishing-words = Caiff y ddwy iaith eu casglu eto wrth gyhoeddi. Rhaid cywiro gwallau yn gyntaf. Gall rhybudd sefyll os dywedwch pam, a gall pawb ddarllen eich rheswm.
publishing-reason = Pam y gall { $code } sefyll
publishing-reason-hint = Caiff hwn ei gyhoeddi.
publishing-publish = Cyhoeddi fersiwn { $n }
publishing-no-draft = Nid oes dim i’w gyhoeddi. Ysgrifennwch yr adroddiad yn gyntaf.
publishing-changed = Newidiwyd y testun ers i chi edrych. Darllenwch beth mae’r casglydd yn ei ddweud nawr, yna cyhoeddwch.
publishing-errors = Gwallau: { $count }. Cywirwch bob un, yna cyhoeddwch.
publishing-no-reason = Ysgrifennwch pam y gall { $code } sefyll.
publishing-long-reason = Ysgrifennwch reswm heb fod yn hirach na { $limit } nod.

version-superseded-newer = Mae fersiwn mwy newydd yn cymryd lle hwn.
version-superseded-withdrawal = Tynnodd rhywun yn ôl eiriau yr oedd y fersiwn hwn yn gorffwys arnynt. Nid ydynt ynddo mwyach.

knot-count = { $n }
knot-few = ambell
knot-label = Dilyn edefyn { $thread }: lleisiau, { $n }
knot-label-few = Dilyn edefyn { $thread }: ambell lais
knot-label-people = Dilyn edefyn { $thread }: pobl, { $n }
knot-label-few-people = Dilyn edefyn { $thread }: ambell berson
knot-untold = –
knot-label-untold = Dilyn edefyn { $thread }: nid yw’r nifer yn cael ei ddweud
note-thread = Edefyn
note-voices = Lleisiau: { $n }
note-voices-few = Ambell lais
note-people = Pobl: { $n }
note-people-few = Ambell berson
note-untold = Nid yw’r nifer yn cael ei ddweud
note-actions = Camau: { $n }
note-follow = Dilyn
sureness-unsure = Ddim yn siŵr.
sureness-less = Llai siŵr.
sureness-fairly = Eithaf siŵr.
sureness-very = Siŵr iawn.
line-state-live = Yn dal
line-state-checking = Yn cael ei wirio
line-state-fallen = Ddim yn dal mwyach

quote-against = Mae rhai’n ei gweld hi’n wahanol
quote-gone = Bu geiriau yma. Nid ydynt yn cael eu dangos mwyach: y person sy’n penderfynu pa mor bell y maent yn mynd.
quote-translation = Ein cyfieithiad ni.
chart-caption = { $n ->
    [1] Un person yw pob dot. Mae rhywun a soniodd am sawl thema wedi’i gyfrif o dan bob un.
   *[other] Pobl i bob dot: { $n }. Mae rhywun a soniodd am sawl thema wedi’i gyfrif o dan bob un.
}
chart-caption-voices = { $n ->
    [1] Un llais yw pob dot. Mae llais a soniodd am sawl thema wedi’i gyfrif o dan bob un.
   *[other] Lleisiau i bob dot: { $n }. Mae llais a soniodd am sawl thema wedi’i gyfrif o dan bob un.
}
chart-people = Pobl: { $n }
chart-voices = Lleisiau: { $n }
chart-table = Gweld hwn fel tabl
chart-theme = Thema
chart-how-many = Pobl
chart-how-many-voices = Lleisiau
recommendation-rests-on = Yn gorffwys ar
asked-to = I: { $body }
asked-replied = Ateb wedi dod: { $date }.
asked-read = Darllen yr ateb
asked-days = { $n ->
    [0] Dim ateb eto
   *[other] Dim ateb. Dyddiau: { $n }
}
asked-on = Gofynnwyd: { $date }.
asked-no-reply = Dim ateb hyd yma

paper-not-published = Argraffiad prawf, heb ei gyhoeddi
paper-footer = { $title }. Dilynwch unrhyw edefyn yn { $address }
paper-page = { $n } o { $m }

diagnostic-error = Gwall
diagnostic-warning = Rhybudd
diagnostic-place = llinell { NUMBER($line, useGrouping: "false") }, colofn { $column }
diagnostic-none = Nid oes dim yn y ffordd.
diagnostic-summary = Gwallau: { $errors }. Rhybuddion: { $warnings }.
diagnostic-E100-title = Mae gormod o rywbeth
diagnostic-E100 = { $what ->
    [characters] Mae’r ffynhonnell yn hwy na { NUMBER($most) } nod, felly ni ddarllenwyd dim ohoni.
    [headings] Mae mwy na { NUMBER($most) } pennawd yn yr adroddiad. Gadawyd y rhai ar eu hôl allan.
    [directives] Mae mwy na { NUMBER($most) } cyfarwyddyd yn yr adroddiad. Ni ddarllenwyd y rhai ar eu hôl.
    [blocks] Mae mwy na { NUMBER($most) } paragraff, rhestr a phennawd yn yr adroddiad. Gadawyd y rhai ar eu hôl allan.
    [links] Mae mwy na { NUMBER($most) } dolen yn yr adroddiad. Ni chwiliwyd am y rhai ar eu hôl.
    [names] Mae’r adroddiad yn enwi mwy na { NUMBER($most) } canfyddiad a honiad. Ni chwiliwyd am y rhai ar eu hôl.
   *[other] Mae mwy na { NUMBER($most) } peth o’i le ar yr adroddiad. Ni ddywedir am y lleill.
}
diagnostic-E100-remedy = Byrhewch yr adroddiad, neu gwnewch sawl adroddiad ohono.
diagnostic-E101-title = Ni ellir darllen cyfarwyddyd
diagnostic-E101 = Ni ellir darllen y cyfarwyddyd hwn yma: { $what }
diagnostic-E101-remedy = Caewch bob cromfach a dyfynnod, a pheidiwch â rhoi dim ar ôl cyfarwyddyd sy’n sefyll ar ei ben ei hun.
diagnostic-E102-title = Cyfarwyddyd anhysbys
diagnostic-E102 = Nid oes cyfarwyddyd o’r enw “{ $name }” sy’n sefyll fel hyn.
diagnostic-E102-remedy = Defnyddiwch claim neu differs ag un colon o fewn brawddeg; quote, themes, short, recommendation, promise neu callout â dau golon ar linell ar ei ben ei hun.
diagnostic-E103-title = Priodoledd anhysbys
diagnostic-E103 = Nid oes gan “{ $directive }” ddim o’r enw “{ $name }”.
diagnostic-E103-remedy = Tynnwch ef, neu chwiliwch am gamsillafiad. Mae’r cymorth yn rhestru beth all fod gan bob cyfarwyddyd.
diagnostic-E104-title = Mae rhywbeth ar goll
diagnostic-E104 = Mae angen { $name } ar “{ $directive }”.
diagnostic-E104-remedy = Ysgrifennwch ef rhwng y cromfachau. Mae’r cymorth yn dangos enghraifft o bob cyfarwyddyd.
diagnostic-E105-title = Ni ellir darllen y pen
diagnostic-E105 = Ni ellir darllen y llinell hon o’r pen: { $what }
diagnostic-E105-remedy = Ysgrifennwch title, subtitle, kind, community neu programme, colon a’r geiriau, pob un ar ei linell ei hun.
diagnostic-E106-title = Dim teitl
diagnostic-E106 = Nid oes teitl i’r adroddiad.
diagnostic-E106-remedy = Dechreuwch y testun gyda llinell o dair llinell doriad, llinell “title: …”, a llinell arall o dair llinell doriad.
diagnostic-E107-title = Lle anhysbys
diagnostic-E107 = Nid oes lle o’r enw “{ $name }” y gall yr adroddiad hwn fod amdano.
diagnostic-E107-remedy = Ysgrifennwch yr enw sydd yng nghyfeiriad ei dudalen, megis cwm-helyg.
diagnostic-E110-title = Dim allwedd
diagnostic-E110 = Nid oes allwedd gan y cyfarwyddyd hwn: { $directive }
diagnostic-E110-remedy = Ysgrifennwch enw byr iddo, megis {"{#bws}"}. Mae ei edefyn yn cadw at yr allwedd ym mhob fersiwn.
diagnostic-E111-title = Mae allwedd yma ddwywaith
diagnostic-E111 = Mae’r allwedd “{ $key }” yma ddwywaith.
diagnostic-E111-remedy = Rhowch ei allwedd ei hun i bob un. I ddangos honiad eto, defnyddiwch short.
diagnostic-E112-title = Honiad heb dystiolaeth
diagnostic-E112 = Nid oes geiriau byw neb yn cefnogi’r honiad hwn.
diagnostic-E112-remedy = Enwch ganfyddiadau sydd â thystiolaeth, ysgrifennwch ef fel brawddeg gyffredin, neu tynnwch ef.
diagnostic-E113-title = Canfyddiad anhysbys
diagnostic-E113 = Nid oes canfyddiad { $number } yn y rhaglen hon.
diagnostic-E113-remedy = Chwiliwch am y rhif yn y rhestr o ganfyddiadau.
diagnostic-E114-title = Honiad anhysbys
diagnostic-E114 = Nid oes gan unrhyw honiad yn yr adroddiad hwn yr allwedd “{ $key }”.
diagnostic-E114-remedy = Ysgrifennwch allwedd honiad o’r testun hwn.
diagnostic-E120-title = Amlygiad anhysbys
diagnostic-E120 = Nid oes amlygiad o’r fath yn y rhaglen hon.
diagnostic-E120-remedy = Copïwch y cyfarwyddyd o’r rhestr o eiriau y gallwch eu dyfynnu.
diagnostic-E121-title = Geiriau a dynnwyd yn ôl
diagnostic-E121 = Mae’r person wedi tynnu’r geiriau hyn yn ôl.
diagnostic-E121-remedy = Tynnwch y dyfyniad.
diagnostic-E122-title = Geiriau a dynnwyd i lawr
diagnostic-E122 = Mae’r geiriau hyn wedi’u cuddio tra edrychir i mewn iddynt.
diagnostic-E122-remedy = Tynnwch y dyfyniad, neu arhoswch nes bod y mater wedi’i setlo.
diagnostic-E123-title = Geiriau sydd ar gau
diagnostic-E123 = { $day ->
    [never] Mae’r geiriau hyn ar gau am byth.
   *[other] Mae’r geiriau hyn ar gau tan { $day }.
}
diagnostic-E123-remedy = Tynnwch y dyfyniad.
diagnostic-E124-title = Geiriau y tu hwnt i’r caniatâd
diagnostic-E124 = Ni chytunodd y person i gael ei ddyfynnu.
diagnostic-E124-remedy = Tynnwch y dyfyniad. Mae’r llais yn dal i gael ei gyfrif.
diagnostic-E125-title = Geiriau heb eu hadolygu
diagnostic-E125 = Nid oes neb wedi gwirio eto a all y geiriau hyn frifo rhywun, neu fe’u daliwyd yn ôl gan y gwiriad.
diagnostic-E125-remedy = Adolygwch y llais yn gyntaf, neu tynnwch y dyfyniad.
diagnostic-E126-title = Enw cudd
diagnostic-E126 = Mae enw yma a guddiwyd yn yr hyn a ddywedodd rhywun wrthym.
diagnostic-E126-remedy = Tynnwch yr enw, neu geiriwch y frawddeg yn wahanol.
diagnostic-E130-title = Dim corff wedi’i enwi
diagnostic-E130 = Nid yw’r argymhelliad hwn yn dweud i bwy y mae.
diagnostic-E130-remedy = Enwch y corff: to="Bwrdd iechyd".
diagnostic-E131-title = Addewid anhysbys
diagnostic-E131 = Nid oes addewid { $number } yn y rhaglen hon.
diagnostic-E131-remedy = Chwiliwch am y rhif yn y rhestr o addewidion.
diagnostic-E140-title = Dolen wedi torri
diagnostic-E140 = Nid yw’r ddolen hon yn arwain i unman: { $url }
diagnostic-E140-remedy = Cysylltwch â phennawd o’r testun hwn (#pennawd), tudalen o’r wefan hon (/t/14), neu gyfeiriad cyfan (https://…).
diagnostic-E141-title = Llun
diagnostic-E141 = Ni all adroddiad ddangos lluniau eto.
diagnostic-E141-remedy = Tynnwch y llun, a dywedwch mewn geiriau beth mae’n ei ddangos.
diagnostic-E142-title = HTML
diagnostic-E142 = Nid yw adroddiad yn dangos HTML.
diagnostic-E142-remedy = Defnyddiwch Markdown a chyfarwyddiadau. I ddangos < ysgrifennwch &lt; neu rhowch ef rhwng ôl-diciau.
diagnostic-W201-title = Nifer bach
diagnostic-W201 = Mae llai na { $threshold } o bobl y tu ôl i hyn. Dywedir y nifer mewn geiriau.
diagnostic-W201-remedy = Dywedwch pam y mae’n bwysig er mai ychydig a’i dywedodd, neu gorffwyswch ef ar fwy.
diagnostic-W202-title = Nid oes sôn am dystiolaeth groes
diagnostic-W202 = Dywedodd rhai pobl rywbeth sy’n cyfrif yn erbyn “{ $key }”, ac nid yw’r adroddiad yn dweud hynny.
diagnostic-W202-remedy = Dywedwch ef gyda differs, neu dyfynnwch nhw gyda side=against.
diagnostic-W203-title = Mae’r ddwy iaith yn wahanol
diagnostic-W203 = Mae gan yr iaith arall honiadau nad ydynt yma: { $keys }
diagnostic-W203-remedy = Ysgrifennwch nhw yma hefyd, gyda’r un allweddi.
diagnostic-W204-title = Argymhelliad ar ei ben ei hun
diagnostic-W204 = Nid yw’r argymhelliad hwn yn gorffwys ar unrhyw honiad.
diagnostic-W204-remedy = Enwch yr honiadau: rests-on="allwedd".
diagnostic-W205-title = Dyfyniad wrth ymyl honiad
diagnostic-W205 = Nid yw’r geiriau hyn yn dystiolaeth o’r math hwnnw i “{ $key }”.
diagnostic-W205-remedy = Ychwanegwch yr amlygiad at un o’i ganfyddiadau, dewiswch yr ochr arall, neu tynnwch claim=.

data-package = Honiadau, themâu, dyfyniadau ac argymhellion un fersiwn o adroddiad. Rhoddir niferoedd o dan y trothwy fel “llai na”. Dim ond cyn belled ag y cytunodd pob person y mae geiriau yma, ac maent yn gadael pan gânt eu tynnu’n ôl. Mae cell y byddai taenlen yn ei rhedeg neu’n ei newid yn dechrau â chollnod, nad yw’n eiriau neb.
data-claims = Honiadau
data-claims-language = Iaith y golygiad
data-claims-thread = Rhif yr edefyn: /t/14
data-claims-key = Allwedd yr honiad, yr un fath ym mhob fersiwn
data-claims-section = Y pennawd y mae oddi tano
data-claims-sentence = Yr honiad
data-claims-voices = Faint o bobl, neu leisiau, sy’n ei gefnogi, fel y dywedir yn awr; yn wag pan fo’r nifer yn fach
data-claims-voices-fewer-than = Y nifer lleiaf y gellir ei ddweud, pan fo llai
data-claims-counted = Beth a gyfrifwyd: pobl, neu leisiau lle nad yw’n hysbys pwy biau pob un
data-claims-confidence = Pa mor siŵr ydym: unsure, less, fairly, very
data-claims-state = live, checking neu fallen
data-themes = Themâu
data-themes-language = Iaith y golygiad
data-themes-chart = Teitl y siart
data-themes-theme = Y thema
data-themes-people = Faint o bobl a soniodd amdani; yn wag pan fo’r nifer yn fach
data-themes-people-fewer-than = Y nifer lleiaf y gellir ei ddweud, pan fo llai
data-themes-counted = Beth a gyfrifwyd: pobl, neu leisiau lle nad yw’n hysbys pwy biau pob un
data-quotes = Dyfyniadau
data-quotes-edition = Iaith y golygiad
data-quotes-thread = Rhif yr edefyn y mae wrth ei ymyl
data-quotes-side = for neu against
data-quotes-language = Iaith a siaradwyd
data-quotes-words = Y geiriau, ag enwau wedi’u cuddio
data-quotes-translation = Cyfieithiad
data-quotes-who = Pwy a’i dywedodd, cyn belled ag y cytunwyd
data-recommendations = Argymhellion
data-recommendations-key = Allwedd yr argymhelliad
data-recommendations-to-en = Y corff a enwir, yn Saesneg
data-recommendations-to-cy = Y corff a enwir, yn Gymraeg
data-recommendations-text-en = Beth a ofynnir, yn Saesneg
data-recommendations-text-cy = Beth a ofynnir, yn Gymraeg
data-recommendations-asked-on = Y diwrnod y cyhoeddwyd ef gyntaf
data-recommendations-replied-on = Diwrnod yr ateb diwethaf
data-recommendations-stance = agreed, looking, refused neu done
