# Pages that belong to no room.

words-privacy = How we use your information
words-privacy-1-head = What we keep
words-privacy-1 = We keep what you told us, when and where (the community, never your address), who wrote it down for you and how, and how far you said it may go. You need not give your name.
words-privacy-2-head = How far it goes
words-privacy-2 = You chose. Counted: the team may read and count it. Quoted: your words may stand in reports with your name changed. Online: your words may stand on this site with your name changed. Named: your words may stand beside your own name. Each step includes those before it, and nothing goes further than the one you chose.
words-privacy-3-head = Changing your mind
words-privacy-3 = Your card has a thread number. With it you can see what happened because of what you said, change how far it may go, or take it back. You need no account and no reason. When you take words back they leave our pages, search, exports, feeds and reports at once. Copies that somebody has downloaded can’t be called back, and we say so.
words-privacy-4-head = Small numbers
words-privacy-4 = Where only a few people said something we do not publish how many, because an exact small number can point at a person.
words-privacy-5-head = Why we may hold it
words-privacy-5 = Each time we listen we write down the lawful basis: a public task, legitimate interests, consent, or archiving in the public interest. Whether you take part is always your choice.
words-privacy-6-head = Your rights
words-privacy-6 = You can ask for everything we hold about you, ask us to correct it, or ask us to erase it. If you are not content with our answer you can complain to the Information Commissioner’s Office at ico.org.uk.

words-help = Get help or raise a concern
words-help-1-head = In danger now
words-help-1 = Call 999. If you can’t speak, press 55 when you are asked.
words-help-2-head = Worried about yourself or someone else
words-help-2 = Ring the number at the foot of this page. You can also ring Samaritans on 116 123 at any time, free.
words-help-3-head = Something on this site that should not be here
words-help-3 = If it is about you and you have a thread number, you can hide it yourself at once. Otherwise ring us: we can hide words straight away while we look into it.

words-accessibility = Accessibility statement
words-accessibility-1-head = What we aim for
words-accessibility-1 = We want everyone to be able to use this site. It is built to the Web Content Accessibility Guidelines 2.2 at level AA: it works with a keyboard, with a screen reader, at 320 pixels wide, at 400 per cent zoom, and without scripts.
words-accessibility-2-head = How it is checked
words-accessibility-2 = Every page is checked by machine in both languages at three widths before each release. Reports can be downloaded as tagged PDF made to PDF/UA-1.
words-accessibility-3-head = What is not there yet
words-accessibility-3 = There are no versions in British Sign Language or Easy Read yet. Quotes stay in the language that was spoken, with a translation where we have one.
words-accessibility-4-head = Tell us
words-accessibility-4 = If something does not work for you, ring the number at the foot of this page and tell us which page it was and what you use.

words-about = Who runs this
words-about-1-head = This place
words-about-1 = The organisation named at the top of this page runs it, with the host organisation of each community. The communities page says who they are.
words-about-2-head = The thread
words-about-2 = Every line we publish can be followed back to the voices behind it, and every voice forward to what happened because of it, only ever as far as each person agreed.
words-about-3-head = The software
words-about-3 = The site is made with Edefyn, which is free software under the GNU Affero General Public License, version 3 or later.

words-data = Open data and code
words-data-1-head = Data
words-data-1 = Each report has its data beside it: a table with a description by the Frictionless standard, and its thread as PROV-JSON. Small numbers are left out of all of them.
words-data-2-head = Programs
words-data-2 = Other programs can read reports, threads and promises at /api/v1, which is described at /api/openapi.json.
words-data-3-head = Following
words-data-3 = The feed at /feed.xml tells when a report is published, replaced or answered.
words-data-4-head = Code
words-data-4 = The program that made this page is free software. Whoever runs this site must give you its source when you ask.

# The back office's first page.

desk-title = The communities, side by side
desk-intro = This is not a league table. The places started from different points and asked for different things. Use it to see who might need a hand, and who to learn from.
desk-waiting = Waiting for you
desk-waiting-none = Nothing is waiting for you.
desk-waiting-review = Voices to review before anything of them is public: { $n }.
desk-waiting-review-link = Review them
desk-waiting-concerns = Safeguarding concerns that are open: { $n }.
desk-waiting-concerns-link = See them
desk-waiting-coding = Transcripts you began to code and have not finished: { $n }.
desk-waiting-coding-link = Go on coding
desk-waiting-silent = Recommendations without a reply: { $n }.
desk-waiting-silent-link = See them
desk-empty = There are no communities yet.
desk-empty-link = Add the first one
desk-caption = Communities, in the order they joined.
desk-community = Community
desk-voices = Voices
desk-voices-what = people
desk-promises = Promises
desk-promises-what = One square each
desk-promises-none = None yet
desk-promises-done = { $n } done
desk-promises-under-way = { $n } under way
desk-promises-not-possible = { $n } not possible
desk-promises-still-listening = { $n } still listening
desk-lines = Lines with a full thread
desk-lines-what = In published reports
desk-lines-of = { $live } of { $all }
desk-lines-none = No report yet
desk-attention = Attention
desk-attention-none = Nothing waiting
desk-attention-lines = Lines to check: { $n }
desk-attention-quiet = Quiet for { $n } weeks
desk-key = Key

desk-more = Everything else
desk-more-programmes = Programmes and objectives
desk-more-communities = Communities
desk-more-organisations = Organisations
desk-more-campaigns = Listening campaigns
desk-more-wording = Wording of agreements
desk-more-narrators = Narrators
desk-more-review = Voices to review
desk-more-import = Bring in voices from a file
desk-more-codebook = Themes
desk-more-highlights = Highlights
desk-more-agreement = How far readers agree
desk-more-recommendations = Recommendations and replies
desk-more-access = Who may do what
desk-more-audit = Audit log

# Files that the command line reads.
file-refused = Nothing was worked out, because rows or cells could not be read: { $n }.
file-no-column = The file has no column { $column }. It has: { $columns }
