# Tudalennau nad ydynt yn perthyn i unrhyw ystafell.

words-privacy = Sut rydym yn defnyddio eich gwybodaeth
words-privacy-1-head = Beth rydym yn ei gadw
words-privacy-1 = Rydym yn cadw’r hyn a ddywedoch wrthym, pryd a ble (y gymuned, byth eich cyfeiriad), pwy a’i hysgrifennodd drosoch a sut, a pha mor bell y dywedoch y caiff fynd. Does dim rhaid i chi roi eich enw.
words-privacy-2-head = Pa mor bell y mae’n mynd
words-privacy-2 = Chi ddewisodd. Cyfrif: caiff y tîm ei ddarllen a’i gyfrif. Dyfynnu: caiff eich geiriau sefyll mewn adroddiadau, gyda’ch enw wedi’i newid. Ar-lein: caiff eich geiriau sefyll ar y wefan hon, gyda’ch enw wedi’i newid. Enwi: caiff eich geiriau sefyll wrth ymyl eich enw eich hun. Mae pob cam yn cynnwys y rhai o’i flaen, ac nid oes dim yn mynd ymhellach na’r un a ddewisoch.
words-privacy-3-head = Newid eich meddwl
words-privacy-3 = Mae rhif edefyn ar eich cerdyn. Gydag ef gallwch weld beth ddigwyddodd oherwydd yr hyn a ddywedoch, newid pa mor bell y caiff fynd, neu ei dynnu’n ôl. Does dim angen cyfrif na rheswm. Pan fyddwch yn tynnu geiriau’n ôl, maent yn gadael ein tudalennau, ein chwiliad, ein hallforion, ein ffrydiau a’n hadroddiadau ar unwaith. Ni ellir galw’n ôl gopïau y mae rhywun wedi’u lawrlwytho, ac rydym yn dweud hynny.
words-privacy-4-head = Niferoedd bach
words-privacy-4 = Lle dim ond ychydig o bobl a ddywedodd rywbeth, nid ydym yn cyhoeddi faint, oherwydd gall union rif bach bwyntio at berson.
words-privacy-5-head = Pam y cawn ei gadw
words-privacy-5 = Bob tro y byddwn yn gwrando rydym yn nodi’r sail gyfreithlon: tasg gyhoeddus, buddiannau dilys, cydsyniad, neu archifo er budd y cyhoedd. Eich dewis chi yw cymryd rhan bob amser.
words-privacy-6-head = Eich hawliau
words-privacy-6 = Gallwch ofyn am bopeth a ddaliwn amdanoch, gofyn i ni ei gywiro, neu ofyn i ni ei ddileu. Os nad ydych yn fodlon ar ein hateb gallwch gwyno wrth Swyddfa’r Comisiynydd Gwybodaeth yn ico.org.uk.

words-help = Cael help neu godi pryder
words-help-1-head = Mewn perygl nawr
words-help-1 = Ffoniwch 999. Os na allwch siarad, pwyswch 55 pan ofynnir i chi.
words-help-2-head = Yn poeni amdanoch eich hun neu rywun arall
words-help-2 = Ffoniwch y rhif ar waelod y dudalen hon. Gallwch hefyd ffonio’r Samariaid ar 116 123 unrhyw bryd, am ddim, neu’r llinell Gymraeg ar 0808 164 0123.
words-help-3-head = Rhywbeth ar y wefan hon na ddylai fod yma
words-help-3 = Os yw amdanoch chi a bod gennych rif edefyn, gallwch ei guddio eich hun ar unwaith. Fel arall ffoniwch ni: gallwn guddio geiriau ar unwaith wrth i ni edrych i mewn i’r peth.

words-accessibility = Datganiad hygyrchedd
words-accessibility-1-head = Beth yw’n nod
words-accessibility-1 = Rydym am i bawb allu defnyddio’r wefan hon. Mae wedi’i hadeiladu i’r Canllawiau Hygyrchedd Cynnwys Gwe 2.2 ar lefel AA: mae’n gweithio gyda bysellfwrdd, gyda darllenydd sgrin, ar 320 picsel o led, ar chwyddiad o 400 y cant, a heb sgriptiau.
words-accessibility-2-head = Sut y caiff ei gwirio
words-accessibility-2 = Caiff pob tudalen ei gwirio gan beiriant yn y ddwy iaith ar dri lled cyn pob fersiwn newydd. Gellir lawrlwytho adroddiadau fel PDF wedi’i dagio, wedi’i wneud i PDF/UA-1.
words-accessibility-3-head = Beth sydd heb ei wneud eto
words-accessibility-3 = Does dim fersiynau mewn Iaith Arwyddion Prydain na Hawdd ei Ddeall eto. Mae dyfyniadau’n aros yn yr iaith a siaradwyd, gyda chyfieithiad lle mae gennym un.
words-accessibility-4-head = Dywedwch wrthym
words-accessibility-4 = Os nad yw rhywbeth yn gweithio i chi, ffoniwch y rhif ar waelod y dudalen hon a dywedwch pa dudalen oedd hi a beth rydych yn ei ddefnyddio.

words-about = Pwy sy’n rhedeg hwn
words-about-1-head = Y lle hwn
words-about-1 = Y sefydliad a enwir ar frig y dudalen hon sy’n ei redeg, gyda sefydliad lletya pob cymuned. Mae’r dudalen cymunedau’n dweud pwy ydyn nhw.
words-about-2-head = Yr edefyn
words-about-2 = Gellir dilyn pob llinell a gyhoeddwn yn ôl at y lleisiau y tu ôl iddi, a phob llais ymlaen at yr hyn a ddigwyddodd o’i herwydd, dim ond cyn belled ag y cytunodd pob person.
words-about-3-head = Y feddalwedd
words-about-3 = Gwnaed y wefan gydag Edefyn, sy’n feddalwedd rydd o dan Drwydded Gyhoeddus Gyffredinol Affero GNU, fersiwn 3 neu’n hwyrach.

words-data = Data a chod agored
words-data-1-head = Data
words-data-1 = Mae gan bob adroddiad ei ddata wrth ei ymyl: tabl gyda disgrifiad yn ôl safon Frictionless, a’i edefyn fel PROV-JSON. Gadewir niferoedd bach allan o bob un ohonynt.
words-data-2-head = Rhaglenni
words-data-2 = Gall rhaglenni eraill ddarllen adroddiadau, edafedd ac addewidion yn /api/v1, a ddisgrifir yn /api/openapi.json.
words-data-3-head = Dilyn
words-data-3 = Mae’r ffrwd yn /feed.xml yn dweud pryd y caiff adroddiad ei gyhoeddi, ei ddisodli neu ei ateb.
words-data-4-head = Cod
words-data-4 = Meddalwedd rydd yw’r rhaglen a wnaeth y dudalen hon. Rhaid i bwy bynnag sy’n rhedeg y wefan hon roi ei chod i chi pan ofynnwch.

# Tudalen gyntaf y swyddfa gefn.

desk-title = Y cymunedau, ochr yn ochr
desk-intro = Nid tabl cynghrair yw hwn. Dechreuodd y lleoedd o wahanol fannau a gofyn am wahanol bethau. Defnyddiwch ef i weld pwy allai fod angen help llaw, a gan bwy y gellir dysgu.
desk-waiting = Yn aros amdanoch chi
desk-waiting-none = Does dim yn aros amdanoch chi.
desk-waiting-review = Lleisiau i’w hadolygu cyn i unrhyw beth ohonynt fod yn gyhoeddus: { $n }.
desk-waiting-review-link = Eu hadolygu
desk-waiting-concerns = Pryderon diogelu sy’n agored: { $n }.
desk-waiting-concerns-link = Eu gweld
desk-waiting-coding = Trawsgrifiadau y dechreusoch eu codio ac sydd heb eu gorffen: { $n }.
desk-waiting-coding-link = Parhau i godio
desk-waiting-silent = Argymhellion heb ateb: { $n }.
desk-waiting-silent-link = Eu gweld
desk-empty = Does dim cymunedau eto.
desk-empty-link = Ychwanegu’r gyntaf
desk-caption = Cymunedau, yn y drefn yr ymunon nhw.
desk-community = Cymuned
desk-voices = Lleisiau
desk-voices-what = pobl
desk-promises = Addewidion
desk-promises-what = Un sgwâr yr un
desk-promises-none = Dim eto
desk-promises-done = Wedi’u gwneud: { $n }
desk-promises-under-way = Ar y gweill: { $n }
desk-promises-not-possible = Ddim yn bosibl: { $n }
desk-promises-still-listening = Dal i wrando: { $n }
desk-lines = Llinellau ag edefyn cyfan
desk-lines-what = Mewn adroddiadau cyhoeddedig
desk-lines-of = { $live } o { $all }
desk-lines-none = Dim adroddiad eto
desk-attention = Sylw
desk-attention-none = Dim yn aros
desk-attention-lines = Llinellau i’w gwirio: { $n }
desk-attention-quiet = Tawel ers { $n } wythnos
desk-key = Allwedd

desk-more = Popeth arall
desk-more-programmes = Rhaglenni ac amcanion
desk-more-communities = Cymunedau
desk-more-organisations = Sefydliadau
desk-more-campaigns = Ymgyrchoedd gwrando
desk-more-wording = Geiriad y cytundebau
desk-more-narrators = Adroddwyr
desk-more-review = Lleisiau i’w hadolygu
desk-more-import = Dod â lleisiau i mewn o ffeil
desk-more-codebook = Themâu
desk-more-highlights = Amlygiadau
desk-more-agreement = Pa mor bell y mae darllenwyr yn cytuno
desk-more-recommendations = Argymhellion ac atebion
desk-more-access = Pwy gaiff wneud beth
desk-more-audit = Y log archwilio

# Files that the command line reads.
file-refused = Ni chyfrifwyd dim, am nad oedd modd darllen rhesi neu gelloedd: { $n }.
file-no-column = Nid oes colofn { $column } yn y ffeil. Mae ynddi: { $columns }
