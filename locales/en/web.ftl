# Words that stand on every page: the frame, the forms, moving between pages.

web-skip = Skip to main content
web-demonstration-label = About this demonstration
web-demonstration = This is a demonstration. The places, people, words and numbers are invented.
web-nav-main = Main
web-menu = Menu
# The name of the other language, in that language.
web-other-language = Cymraeg
web-desk = Back office
web-breadcrumb = Where you are
web-sign-in = Sign in
web-sign-out = Sign out

web-nav-home = Home
web-nav-promises = You said, we did
web-nav-reports = Reports
web-nav-programme = Programme
web-nav-voices = Voices
web-nav-coding = Coding
web-nav-findings = Findings
web-nav-access = People and access
web-nav-safeguarding = Safeguarding

web-footer-worried = Worried about someone?
web-footer-danger = If anyone is in danger now, call 999.
web-footer-words = Your words, your choice
web-footer-take-back = Change or take back what you shared
web-footer-thread = Look up your thread number
web-footer-privacy = How we use your information
web-footer-using = Using this site
web-footer-accessibility = Accessibility statement
web-footer-about = About
web-footer-who = Who runs this
web-footer-open = Open data and code

web-problem = There is a problem
web-error-prefix = Error:

web-pages = Pages
web-page-previous = Previous page
web-page-next = Next page

# What the small scripts say.
web-copied = Copied
web-leave = You have changes that are not saved.

web-nav-communities = Communities
web-nav-desk-promises = Promises
web-footer-help = Get help or raise a concern
web-footer-subscription = Tell me when something changes

error-unreadable = We could not read that
error-unreadable-words = Something in the request was not as it should be. Nothing was changed.
error-unreadable-remedy = Go back, check what you entered and try again.
error-forged = This form has grown old
error-forged-words = For your safety we only take forms that were opened on this site in this session. Nothing was changed.
error-forged-remedy = Go back, load the page again and send the form once more.
error-not-found = Page not found
error-not-found-words = There is no page at this address, or you need another role to see it.
error-not-found-remedy = Check the address, or start from the home page.
error-method = That can’t be done here
error-method-words = This page does not take that kind of request.
error-method-remedy = Start from the home page.
error-too-large = That is too large
error-too-large-words = What you sent is larger than this site takes. Nothing was kept.
error-too-large-remedy = Send a smaller file, or send it in parts.
error-forgotten = Words that were taken back
error-forgotten-words = Some of what you sent was taken back by the person who said it, or may no longer be used there, so it can’t be kept. Nothing was changed.
error-forgotten-remedy = Go back, take those words out, and send the rest again.
error-too-many = Please wait a little
error-too-many-words = There were many tries from your connection in a short time.
error-too-many-remedy = Wait ten minutes and try again.
error-busy = The site is busy
error-busy-words = Too much is going on at once, or the database does not answer. Nothing was changed.
error-busy-remedy = Try again in a minute.
error-late = That took too long
error-late-words = What you asked for took longer than a page may take, so it was stopped. Nothing was changed.
error-late-remedy = Ask for less at once, or try again in a minute.
error-not-yet = Not ready yet
error-not-yet-words = The part of the program that prints is still being made.
error-not-yet-remedy = Try again in some minutes. Everything else works meanwhile.
error-unsure = We can’t tell whether that was kept
error-unsure-words = The database was lost at the very moment at which it kept your change, and has not come back to say whether it did.
error-unsure-remedy = Look whether your change is there before you make it again.
error-full = There is no room left
error-full-words = The server’s disk is full, so nothing was kept.
error-full-remedy = Tell the people who run this site.
error-fault = Something went wrong on our side
error-fault-words = Sorry. Nothing was half done: what you sent was not kept.
error-fault-remedy = Try again. If it happens again, tell the people who run this site.
error-reference = Reference: { $reference }

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

role-administrator = administrator
role-programme_manager = programme manager
role-host_manager = host manager
role-local_worker = local worker
role-evaluator = evaluator
role-archivist = archivist
role-safeguarding_lead = safeguarding lead
role-reader = reader
csv-guarded = A cell that a spreadsheet would run or change begins with an apostrophe, which is nobody’s words.
