# Sefydliadau, sefydliadau lletyol a gweithwyr lleol, mewngofnodi, a phwy sy’n cael gwneud beth.

sign-in-title = Mewngofnodi
sign-in-email = Cyfeiriad e-bost
sign-in-password = Cyfrinair (dewisol)
sign-in-password-hint = Gadewch hwn yn wag ac fe anfonwn ddolen atoch i’ch mewngofnodi.
sign-in-button = Mewngofnodi
sign-in-wrong = Nid yw’r cyfeiriad a’r cyfrinair yn mynd gyda’i gilydd. Ceisiwch eto, neu gadewch y cyfrinair yn wag i gael dolen.
sign-in-sent = Edrychwch yn eich post
sign-in-sent-words = Os ydym yn adnabod y cyfeiriad { $email }, mae dolen ar ei ffordd yno. Mae’n gweithio unwaith, o fewn 30 munud.
sign-in-sent-wait = Dim byd yno ar ôl ychydig funudau? Edrychwch ymysg y post sothach, a gwiriwch y cyfeiriad.
sign-in-again = Gofyn am ddolen arall
sign-in-link-words = Pwyswch y botwm i fewngofnodi. Mae’r ddolen yn gweithio unwaith.
sign-in-link-refused = Nid yw’r ddolen hon yn gweithio mwyach
sign-in-link-refused-words = Mae wedi’i defnyddio, mae wedi dod i ben, neu cafodd ei thorri’n fyr yn y llythyr. Nid oes dim wedi’i golli: gofynnwch am un newydd.
sign-in-subject = Eich dolen ar gyfer { $space }
sign-in-letter =
    Helo { $name },

    Mae’r ddolen hon yn eich mewngofnodi. Y wefan: { $space }. Mae’r ddolen yn gweithio unwaith, o fewn 30 munud:

    { $link }

    Os na ofynnoch amdani, nid oes angen i chi wneud dim.
sign-out-title = Allgofnodi
sign-out-button = Allgofnodi
sign-out-done = Rydych wedi allgofnodi.

invitation-subject = Gwahoddiad: { $space }
invitation-letter =
    Helo { $name },

    Rydych wedi cael gwahoddiad. Y wefan: { $space }. Eich rôl: { $role }. Mae’r ddolen hon yn eich mewngofnodi. Mae’n gweithio unwaith, o fewn saith diwrnod:

    { $link }

    Wedi hynny gallwch ofyn am ddolen newydd unrhyw bryd, neu osod cyfrinair.
invitation-sent = Mae’r gwahoddiad ar ei ffordd.
invitation-closed = Mae’r cyfrif â’r cyfeiriad hwn wedi’i gau. Gwahoddwch y person gyda chyfeiriad arall.
invitation-no-role = Dewiswch rôl.
invitation-no-scope = Dewiswch ble mae’r rôl yn berthnasol.

account-title = Eich cyfrif
account-you = Chi
account-name = Enw
account-language = Iaith
account-language-hint = Ar gyfer llythyrau atoch, ac ar gyfer ble rydych yn dechrau.
account-saved = Cadwyd eich cyfrif.
account-set-password = Gosod cyfrinair
account-change-password = Newid eich cyfrinair
account-password-words = Gallwch fewngofnodi drwy ddolen bob amser. Mae cyfrinair yn gynt. Mae gosod un yn eich allgofnodi ym mhob man arall.
account-current-password = Cyfrinair presennol
account-new-password = Cyfrinair newydd
account-new-password-hint = O leiaf 12 nod. Mae tri neu bedwar gair yn gweithio’n dda.
account-save-password = Cadw’r cyfrinair
account-password-saved = Cadwyd eich cyfrinair. Rydych wedi’ch allgofnodi ym mhob man arall.
account-wrong-password = Nid dyma’ch cyfrinair presennol.
account-sessions = Wedi mewngofnodi yn rhywle arall?
account-sessions-words = Mae un pwysiad yn eich allgofnodi ar bob cyfrifiadur a ffôn, yr un hwn hefyd.
account-sessions-button = Allgofnodi ym mhob man
account-sessions-ended = Rydych wedi’ch allgofnodi ym mhob man.
language-en = Saesneg
language-cy = Cymraeg

people-title = Pobl
people-tabs = Pobl a mynediad
people-lede = Pawb sy’n gallu mewngofnodi, a’r rolau sydd ganddynt.
people-empty = Nid oes neb yma eto.
people-no-role = Dim rôl
people-invite = Gwahodd rhywun
people-invite-words = Bydd yn cael llythyr â dolen i fewngofnodi unwaith.
people-invite-send = Anfon y gwahoddiad
people-letter-language = Iaith y llythyr
person-closing = Cau’r cyfrif
person-closing-words = Ni fydd y person yn gallu mewngofnodi mwyach, a daw pob rôl i ben. Mae’r hyn a wnaeth yn aros yn y log archwilio o dan ei enw. Ni ellir defnyddio’r cyfeiriad ar gyfer cyfrif arall.

access-title = Pwy sy’n cael gwneud beth
access-lede = Yma mae rolau’n cael eu rhoi i bobl. Mae’r hyn y caiff rôl ei wneud yn y polisïau, sy’n rhan o’r rhaglen.
access-people = Pwy sydd â pha rôl
access-person = Person
access-role = Rôl
access-roles = Rolau
access-role-hint = Mae “Pwy sy’n cael gwneud beth” yn dangos yr hyn y caiff pob rôl ei wneud.
access-scope = Ble
access-scope-hint = Mae rôl yn gorffen wrth ffin ei rhaglen neu ei chymuned.
access-everywhere = Ym mhob man
access-choose = Dewiswch
access-give = Rhoi rôl
access-end = Dod â’r rôl i ben
access-matrix = Yr hyn y caiff pob rôl ei wneud
access-matrix-words = Cyfrifwyd drwy ofyn i’r polisïau, ar gyfer rôl sydd gan rywun ym mhob man.
access-verb = Beth
access-yes = caiff
access-no = na chaiff
access-policies = Y polisïau
access-policies-words = Dyma’r testun sy’n penderfynu, yn Saesneg. Mae’r rhaglen yn ei ddarllen fel y mae yma.

verb-see_desk = Agor y swyddfa gefn
verb-manage_space = Newid gosodiadau’r gofod ei hun, a’i gadw wrth gefn
verb-manage_people = Gwahodd pobl, rhoi rolau a dod â nhw i ben
verb-read_access = Gweld pwy sy’n cael gwneud beth
verb-read_audit = Darllen y log archwilio
verb-read_places = Gweld rhaglenni, cymunedau a sefydliadau
verb-manage_places = Newid rhaglenni, cymunedau a sefydliadau
verb-manage_campaign = Agor a newid ymgyrchoedd gwrando
verb-record_voice = Ysgrifennu llais
verb-import_voice = Dod â llawer o leisiau o ffeil
verb-read_voice = Darllen a chwilio lleisiau, a’r enwau wedi’u cuddio
verb-read_original = Darllen yr hyn a guddiwyd
verb-redact_voice = Cuddio enw
verb-review_voice = Penderfynu a allai llais niweidio rhywun os yw’n gyhoeddus
verb-change_permission = Newid yr hyn y cytunodd person iddo, ar ei air
verb-close_voice = Cau llais tan ddiwrnod, neu am byth
verb-take_down = Cuddio llais ar unwaith tra bydd rhywun yn edrych i mewn iddo
verb-withdraw_voice = Cymryd llais yn ôl ar ran ei berson
verb-export_voice = Lawrlwytho lleisiau
verb-erase_person = Dileu person
verb-export_person = Rhoi i berson bopeth a gedwir amdano
verb-raise_concern = Codi pryder diogelu
verb-read_concern = Darllen pryderon diogelu
verb-read_codebook = Gweld y themâu
verb-manage_codebook = Newid y themâu
verb-code_voice = Amlygu’r hyn y mae lleisiau’n ei ddweud
verb-read_finding = Darllen canfyddiadau
verb-manage_finding = Ysgrifennu canfyddiadau
verb-export_coding = Lawrlwytho’r codio
verb-read_report = Darllen adroddiadau cyn iddynt fod yn gyhoeddus
verb-write_report = Ysgrifennu adroddiadau
verb-publish_report = Cyhoeddi adroddiadau
verb-manage_promise = Gwneud addewidion a dweud sut maen nhw’n sefyll
verb-record_response = Cofnodi’r hyn a atebodd corff a enwyd

audit-title = Log archwilio
audit-lede = Pwy newidiodd beth, ar ran pwy a phryd. Dim ond tyfu y mae, ac nid yw’n dal geiriau neb.
audit-empty = Nid oes dim wedi’i newid eto.
audit-check = Gwirio’r gadwyn
audit-holds = Mae’r gadwyn yn dal: ni newidiwyd na thynnwyd yr un cofnod.
audit-broken = Mae’r gadwyn yn torri wrth gofnod { $seq }: newidiodd rhywun y log y tu allan i’r rhaglen hon.
audit-letter-send = Anfon ataf ble mae’n gorffen
audit-letter-sent = Mae llythyr â diwedd y log ar ei ffordd. Cadwch ef y tu allan i’r gofod hwn.
audit-letter-subject = Ble mae’r log archwilio’n gorffen
audit-letter = Helo { $name },

    mae’r log archwilio’n gorffen nawr yn

    { $end }

    Cadwch y llythyr hwn. Gall pwy bynnag sy’n gofalu am y gweinydd wirio ag ef na thorrwyd diwedd y log i ffwrdd:

    edefyn doctor --audit-end { $end }
audit-seq = Rhif
audit-at = Pryd
audit-who = Pwy
audit-action = Beth
audit-subject = I beth
audit-detail = Manylion
actor-account = rhywun â chyfrif
actor-narrator = y person biau’r llais
actor-visitor = ymwelydd
actor-command = y llinell orchymyn
actor-house = y rhaglen ei hun

organisations-title = Sefydliadau
organisations-lede = Sefydliadau lletyol cymunedau, ac eraill y mae pobl yn gweithio iddynt.
organisations-empty = Nid oes sefydliadau eto.
organisation-title = Sefydliad
organisation-new = Sefydliad newydd
organisation-edit = Newid y sefydliad
organisation-name-en = Enw yn Saesneg
organisation-name-cy = Enw yn Gymraeg
organisation-identifier = Dynodydd y sefydliad
organisation-identifier-hint = Fel y mae org-id.guide yn ei roi, er enghraifft GB-CHC-1234567 ar gyfer elusen yng Nghymru a Lloegr. Gall fod yn wag.
organisation-legal-form = Ffurf gyfreithiol
organisation-legal-form-hint = Er enghraifft “sefydliad corfforedig elusennol”. Gall fod yn wag.
organisation-website = Gwefan
organisation-hosts = Cymunedau y mae’n eu lletya
organisation-no-name = Rhowch enw i’r sefydliad.
organisation-too-long = Mae un o’r meysydd yn rhy hir. Uchafswm: { $most } nod.
organisation-no-identifier = Rhowch y dynodydd mewn tair rhan, er enghraifft GB-CHC-1234567.
organisation-no-website = Rhowch gyfeiriad gwe sy’n dechrau â https://, er enghraifft https://www.example.org.

host-title = Sefydliad lletyol
host-none = Nid oes sefydliad yn lletya’r gymuned hon eto.
host-new = Rhoi sefydliad lletyol i’r gymuned
host-from = O’r dyddiad
host-from-hint = Daw’r sefydliad lletyol blaenorol i ben ar y diwrnod hwn.
host-no-organisation = Dewiswch sefydliad.
host-no-day = Rhowch y diwrnod cyntaf fel blwyddyn, mis a diwrnod, er enghraifft 2026-04-01.
host-already = Mae’r sefydliad hwn yn lletya’r gymuned yn barod.
host-too-early = Dewiswch ddiwrnod nad yw cyn i’r sefydliad lletyol presennol ddechrau.

worker-title = Gweithwyr lleol
worker-none = Nid oes neb wedi’i leoli yma eto.
worker-new = Lleoli gweithiwr lleol
worker-words = Mae lleoli rhywun yn rhoi rôl gweithiwr lleol iddo yma. Gwahoddwch y person yn gyntaf os na ellir ei ddewis.
worker-since = O’r dyddiad
worker-employer = Cyflogwr
worker-no-employer = Heb ei gofnodi
worker-end = Dod â’r lleoliad i ben
worker-no-person = Dewiswch bwy sydd i’w leoli yma.
worker-no-day = Rhowch y diwrnod cyntaf fel blwyddyn, mis a diwrnod, er enghraifft 2026-04-01.
worker-already = Mae’r person hwn yn gweithio yma yn barod.
worker-no-organisation = Dewiswch sefydliad o’r rhestr.

# Arweinwyr diogelu
leads-title = Arweinwyr diogelu
leads-lede = Mae arweinydd yn darllen pob pryder yn ei le. Felly ni ddaw neb yn arweinydd oni bai bod un o’r arweinwyr yn cytuno.
leads-empty = Nid oes neb wedi’i gynnig. Pan fydd rhywun, cewch lythyr, ac fe’i gwelwch yma.
leads-line = Lle: { $place }. Cynigiwyd: { $date }
leads-agree = Cytuno
leads-refuse = Gwrthod
leads-put-forward = Wedi’i gynnig yn arweinydd diogelu. Lle: { $place }. Rhaid i arweinydd gytuno yn gyntaf; maent wedi cael llythyr.
lead-gone = Penderfynwyd ar hynny eisoes.
lead-own = Ni allwch benderfynu amdanoch eich hun, nac am rywun y gwnaethoch chi ei gynnig.
lead-asked-subject = Cynigiwyd rhywun yn arweinydd diogelu
lead-asked-letter =
    Helo { $name },

    Cynigiwyd { $who } yn arweinydd diogelu. Byddai’n darllen pryderon yr ydych chi’n eu darllen. Nid oes dim yn newid nes i chi neu arweinydd arall gytuno:

    { $link }
lead-given-subject = Mae arweinydd diogelu newydd
lead-given-letter =
    Helo { $name },

    Mae { $who } yn arweinydd diogelu bellach ac yn darllen pryderon yr ydych chi’n eu darllen. Os na wyddech am hyn, holwch bwy bynnag sy’n gofalu am y wefan.
lead-ended-subject = Nid yw rhywun yn arweinydd diogelu mwyach
lead-ended-letter =
    Helo { $name },

    Daeth rhywun arall â rôl arweinydd diogelu { $who } i ben. Os na wyddech am hyn, holwch bwy bynnag sy’n gofalu am y wefan.
