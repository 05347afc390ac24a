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
