# Y geiriau sydd ar bob tudalen: y ffrâm, y ffurflenni, symud rhwng tudalennau.

web-skip = Neidio i’r prif gynnwys
web-demonstration-label = Ynglŷn â’r enghraifft hon
web-demonstration = Enghraifft yw hon. Mae’r lleoedd, y bobl, y geiriau a’r rhifau i gyd yn ddychmygol.
web-nav-main = Prif ddewislen
web-menu = Dewislen
# Enw’r iaith arall, yn yr iaith honno.
web-other-language = English
web-desk = Swyddfa gefn
web-breadcrumb = Ble rydych chi
web-sign-in = Mewngofnodi
web-sign-out = Allgofnodi

web-nav-home = Hafan
web-nav-promises = Dywedoch chi, gwnaethom ni
web-nav-reports = Adroddiadau
web-nav-programme = Rhaglen
web-nav-voices = Lleisiau
web-nav-coding = Codio
web-nav-findings = Canfyddiadau
web-nav-access = Pobl a mynediad
web-nav-safeguarding = Diogelu

web-footer-worried = Yn poeni am rywun?
web-footer-danger = Os oes rhywun mewn perygl nawr, ffoniwch 999.
web-footer-words = Eich geiriau, eich dewis
web-footer-take-back = Newid neu gymryd yn ôl yr hyn a rannoch chi
web-footer-thread = Chwilio am eich rhif edefyn
web-footer-privacy = Sut rydym yn defnyddio eich gwybodaeth
web-footer-using = Defnyddio’r wefan hon
web-footer-accessibility = Datganiad hygyrchedd
web-footer-about = Amdanom ni
web-footer-who = Pwy sy’n rhedeg hwn
web-footer-open = Data a chod agored

web-problem = Mae problem
web-error-prefix = Gwall:

web-pages = Tudalennau
web-page-previous = Tudalen flaenorol
web-page-next = Tudalen nesaf

# Yr hyn y mae’r sgriptiau bach yn ei ddweud.
web-copied = Wedi’i gopïo
web-leave = Mae gennych newidiadau sydd heb eu cadw.

web-nav-communities = Cymunedau
web-nav-desk-promises = Addewidion
web-footer-help = Cael help neu godi pryder
web-footer-subscription = Rhowch wybod i mi pan fydd rhywbeth yn newid

error-unreadable = Allen ni ddim darllen hynny
error-unreadable-words = Doedd rhywbeth yn y cais ddim fel y dylai fod. Ni newidiwyd dim.
error-unreadable-remedy = Ewch yn ôl, gwiriwch beth roesoch chi a rhowch gynnig arall arni.
error-forged = Mae’r ffurflen hon wedi heneiddio
error-forged-words = Er eich diogelwch, dim ond ffurflenni a agorwyd ar y wefan hon yn y sesiwn hon y byddwn yn eu derbyn. Ni newidiwyd dim.
error-forged-remedy = Ewch yn ôl, llwythwch y dudalen eto ac anfonwch y ffurflen unwaith yn rhagor.
error-not-found = Heb ddod o hyd i’r dudalen
error-not-found-words = Does dim tudalen yn y cyfeiriad hwn, neu mae angen rôl arall arnoch i’w gweld.
error-not-found-remedy = Gwiriwch y cyfeiriad, neu dechreuwch o’r hafan.
error-method = Ni ellir gwneud hynny yma
error-method-words = Nid yw’r dudalen hon yn derbyn y math hwnnw o gais.
error-method-remedy = Dechreuwch o’r hafan.
error-too-large = Mae hynny’n rhy fawr
error-too-large-words = Mae’r hyn a anfonwyd yn fwy na’r hyn y mae’r wefan hon yn ei dderbyn. Ni chadwyd dim.
error-too-large-remedy = Anfonwch ffeil lai, neu anfonwch hi mewn rhannau.
error-forgotten = Geiriau a dynnwyd yn ôl
error-forgotten-words = Mae’r person a ddywedodd ran o’r hyn a anfonoch wedi’i dynnu’n ôl, neu ni chaniateir ei ddefnyddio yno mwyach, felly does dim modd ei gadw. Ni newidiwyd dim.
error-forgotten-remedy = Ewch yn ôl, tynnwch y geiriau hynny allan, ac anfonwch y gweddill eto.
error-too-many = Arhoswch ychydig
error-too-many-words = Bu llawer o geisiadau o’ch cysylltiad mewn amser byr.
error-too-many-remedy = Arhoswch ddeng munud a rhowch gynnig arall arni.
error-busy = Mae’r wefan yn brysur
error-busy-words = Mae gormod yn digwydd ar unwaith, neu nid yw’r gronfa ddata yn ateb. Ni newidiwyd dim.
error-busy-remedy = Rhowch gynnig arall arni ymhen munud.
error-late = Cymerodd hynny ormod o amser
error-late-words = Cymerodd eich cais fwy o amser nag y caiff tudalen ei gymryd, felly fe’i hataliwyd. Ni newidiwyd dim.
error-late-remedy = Gofynnwch am lai ar unwaith, neu rhowch gynnig arall arni ymhen munud.
error-not-yet = Ddim yn barod eto
error-not-yet-words = Mae’r rhan o’r rhaglen sy’n argraffu yn dal i gael ei pharatoi.
error-not-yet-remedy = Rhowch gynnig arall arni ymhen rhai munudau. Mae popeth arall yn gweithio yn y cyfamser.
error-unsure = Ni allwn ddweud a gadwyd hynny
error-unsure-words = Collwyd y gronfa ddata ar yr union eiliad yr oedd yn cadw eich newid, ac nid yw wedi dod yn ôl i ddweud a wnaeth hynny.
error-unsure-remedy = Edrychwch a yw eich newid yno cyn ei wneud eto.
error-full = Does dim lle ar ôl
error-full-words = Mae disg y gweinydd yn llawn, felly ni chadwyd dim.
error-full-remedy = Dywedwch wrth y bobl sy’n rhedeg y wefan hon.
error-fault = Aeth rhywbeth o’i le ar ein hochr ni
error-fault-words = Mae’n ddrwg gennym. Ni wnaed dim yn ei hanner: ni chadwyd yr hyn a anfonwyd gennych.
error-fault-remedy = Rhowch gynnig arall arni. Os bydd yn digwydd eto, dywedwch wrth y bobl sy’n rhedeg y wefan hon.
error-reference = Cyfeirnod: { $reference }

month-1 = Ionawr
month-2 = Chwefror
month-3 = Mawrth
month-4 = Ebrill
month-5 = Mai
month-6 = Mehefin
month-7 = Gorffennaf
month-8 = Awst
month-9 = Medi
month-10 = Hydref
month-11 = Tachwedd
month-12 = Rhagfyr

role-administrator = gweinyddwr
role-programme_manager = rheolwr rhaglen
role-host_manager = rheolwr lletya
role-local_worker = gweithiwr lleol
role-evaluator = gwerthuswr
role-archivist = archifydd
role-safeguarding_lead = arweinydd diogelu
role-reader = darllenydd
csv-guarded = Mae cell y byddai taenlen yn ei rhedeg neu’n ei newid yn dechrau â chollnod, nad yw’n eiriau neb.
