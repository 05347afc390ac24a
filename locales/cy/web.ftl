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
