
# Promises: you said, we did.

promise-index-title = You said, we did
promise-index-words = Including what we could not do, and why.
promise-title = Promise
promise-number = Promise { NUMBER($n, useGrouping: "false") }
promise-list = Promises
promise-you-said = You said
promise-we-did = We did
promise-we-tried = We tried
promise-we-listen = We are listening
promise-state = How does it stand?
promise-state-done = Done
promise-state-under-way = Under way
promise-state-not-possible = Not possible
promise-state-still-listening = Still listening
promise-people = { $about }: { $count } people told us
promise-voices = { $about }: { $count } voices told us
promise-people-label = How many people spoke of it
promise-follow = Follow this thread
promise-steps = See every step
promise-what-happened = What happened
promise-who = Who promised it
promise-where = Where
promise-filter-state = How it stands
promise-filter-community = Community
promise-filter-button = Show
promise-all-states = All
promise-all-communities = All communities
promise-none-yet = No promises have been written down yet.
promise-none-such = No promises match. Choose something else above.

promise-desk-title = Promises
promise-new-title = New promise
promise-edit-title = Edit promise
promise-see-public = See what the public sees
promise-place = What it belongs to
promise-title-en = What is promised, in English
promise-title-cy = What is promised, in Welsh
promise-said-en = What people said, in English
promise-said-cy = What people said, in Welsh
promise-said-hint = In your own words. If someone’s words may be shown, choose them below: then they go when their person takes them back.
promise-who-en = Who promises it, in English
promise-who-cy = Who promises it, in Welsh
promise-themes = Themes that it answers
promise-themes-hint = The public page then tells how many people spoke of the first one.
promise-findings = Findings that it answers
promise-quote = Words to show beside it
promise-quote-hint = Only words of people who let them stand on the public site are listed. They come from the findings chosen above, once saved.
promise-first-step = How it stands today
promise-step-title = Add a step
promise-step-button = Add this step
promise-on = Date
promise-on-hint = The day on which it happened.
promise-text-en = What happened, in English
promise-text-cy = What happened, in Welsh
promise-save = Save

promise-no-place = Choose the programme or community that it belongs to.
promise-no-title = Say what is promised, in both languages.
promise-no-said = Say what people said, in both languages.
promise-no-who = Say who promises it, in both languages.
promise-too-long = Use at most { $most } characters.
promise-no-text = Say what happened, in both languages. If it is not possible, say why.
promise-in-future = Enter today or an earlier day.
promise-no-day = Enter the day on which it happened.
promise-no-state = Choose how it stands.
promise-beyond = Something that was chosen is not there, or is not yours to use. Choose again from what the form offers.
promise-none = There is no such promise.

# Recommendations and the replies to them.

recommendation-index-title = Recommendations
recommendation-index-words = What our reports ask of named bodies, and what they replied.
recommendation-to = To: { $body }
recommendation-from = From the report “{ $title }”
recommendation-asked-on = Asked on { $date }
recommendation-days =
    { $n ->
        [0] No reply yet, asked today
        [one] No reply, { $n } day
       *[other] No reply, { $n } days
    }
recommendation-none-yet = No report has asked anything of anybody yet.
recommendation-record = Record a reply
recommendation-response-title = Record a reply
recommendation-received-on = When the reply came
recommendation-stance = What they made of it
recommendation-stance-agreed = Agreed
recommendation-stance-looking = Looking into it
recommendation-stance-refused = Refused
recommendation-stance-done = Done
recommendation-text-en = What they said, in English
recommendation-text-cy = What they said, in Welsh
recommendation-save = Save the reply
recommendation-none = There is no such recommendation.
recommendation-no-text = Write what they said, in both languages.
recommendation-too-long = Use at most { $most } characters.
recommendation-wrong-day = Enter the day on which the reply came: not before the report asked, and not in the future.
recommendation-no-stance = Choose what they made of it.

# What followers are told.

feed-title = { $name }: what changed
feed-published = “{ $title }”: version { $version } is published
feed-published-summary = A report was published. Every line in it can be followed back to the people who said it.
feed-superseded = “{ $title }”: version { $version } was replaced
feed-superseded-summary = A newer version takes its place. The old one says so.
feed-words-removed = “{ $title }”: words were taken back, and version { $version } is without them
feed-words-removed-summary = Someone took their words back. The report was published again without them and its numbers were counted again. If you have kept a copy of an older version, please replace it.
feed-response = “{ $title }”: somebody replied to a recommendation
feed-response-summary = A body that the report asked to do something has replied.

subscription-title = Tell me when something changes
subscription-words = We write when a report is published, when words in it are taken back, and when somebody replies to it. Nothing else, and every letter has a link to stop.
subscription-email = E-mail address
subscription-email-hint = We use it for this and nothing else.
subscription-button = Send me a link
subscription-feed = Follow by feed instead, without giving an address
subscription-sent-title = Look in your inbox
subscription-sent-words = If the address is right, a letter is on its way to it. Open the link in it to confirm. Nothing is sent to you until you do.
subscription-to-reports = Read the reports
subscription-to-home = Go to the home page
subscription-confirm-title = Confirm your address
subscription-confirm-words = Press the button, and we will write to you when a report changes.
subscription-confirm-button = Yes, tell me
subscription-confirmed-title = We will tell you
subscription-confirmed-words = Your address is confirmed. Every letter has a link to stop.
subscription-closing-title = Stop the letters
subscription-closing-words = Press the button, and we will forget your address.
subscription-closing-button = Stop and forget my address
subscription-closed-title = You will hear no more from us
subscription-closed-words = Your address is forgotten.
subscription-no-address = Enter an e-mail address, such as name@example.org.
subscription-too-many = Too many tries from one place. Wait an hour and try again.
subscription-letter-confirm-subject = Confirm that we may write to you
subscription-letter-confirm =
    Somebody, we hope you, asked us to write to this address when a report changes.

    To confirm, open this link and press the button:
    { $link }

    If it was not you, do nothing. We will forget the address within a week.
subscription-letter-known-subject = We write to you already
subscription-letter-known =
    Somebody, we hope you, asked us to write to this address when a report changes. We do already.

    To stop, open this link and press the button:
    { $link }
subscription-letter-notice =
    { $what }

    { $means }

    { $page }

    To stop these letters, open this link and press the button:
    { $link }
subscription-letter-told =
    You asked us to tell you what happens because of what you told us. Something has changed in a report that rests on it.

    { $what }

    { $means }

    { $page }

    To see everything that happened because of your words, to change what you agreed to or to take them back, enter the number on your card here:
    { $thread }

# Someone’s words, on a page.

quoted-count = Counted
quoted-quote = In reports, name changed
quoted-online = Public, name changed
quoted-named = Own name, their choice
quoted-translation = “{ $text }” Our translation.

# Threads.

thread-name = Thread
thread-title = Thread { NUMBER($n, useGrouping: "false") }
thread-follow = Follow the thread, number { NUMBER($n, useGrouping: "false") }
thread-number = Thread number
thread-sum-voices = Voices
thread-sum-people = People
thread-sum-actions = Actions
thread-sum-sure = How sure are we?
thread-sum-checked = Last checked
thread-never-checked = Not yet
thread-confidence-unsure = Not sure
thread-confidence-less = Less sure
thread-confidence-fairly = Fairly sure
thread-confidence-very = Very sure
thread-directions = Direction
thread-back = Back: where it came from
thread-on = Forward: what happened
thread-line = The line in the report
thread-from = From
thread-published = Published { $date }.
thread-people = { $count } people said so
thread-people-voices = { $count } voices said so
thread-people-untold = How many said so is not told
thread-dots =
    { $n ->
        [one] { $n } dot, for one person
       *[other] { $n } dots, one for each person
    }
thread-dots-voices =
    { $n ->
        [one] { $n } dot, for one voice
       *[other] { $n } dots, one for each voice
    }
thread-split-too-few = Too few people to say how they compare.
thread-split-all = Nobody we heard saw it differently.
thread-split-most-few = Most said so. A few saw it differently.
thread-split-most-some = Most said so. Some saw it differently.
thread-split-both = About as many said so as saw it differently.
thread-split-more-against = More saw it differently than said so.
thread-share-nobody = Nobody has let us show their words here.
thread-share-some = Some have let us show their words here.
thread-share-everybody = Everybody has let us show their words here.
thread-different = A different view
thread-not-published = Those who did not let us publish their words are counted, and the team has read them, but they are not shown.
thread-removed = In { $month } words were taken back. We removed them and counted again.
thread-cant = What this can’t tell us.
thread-done = What was done
thread-happened = What happened because of it
thread-nothing-yet = Nothing yet that we know of. We are still listening.
thread-nothing-since = Nothing new since it was published.
thread-more = See more
thread-about = About this thread
thread-agreed = What people agreed to
thread-rung-count = Counted.
thread-rung-count-means = The team may read it and count it.
thread-rung-quote = Quoted.
thread-rung-quote-means = Words in reports, name changed.
thread-rung-online = Public.
thread-rung-online-means = Words on this website, name changed.
thread-rung-named = Named.
thread-rung-named-means = Words with their own name.
thread-how = How we got here
thread-readers-two = Two people read each voice separately
thread-readers-some = Two people read some of the voices separately
thread-readers-one = One person read these voices
thread-readers-means = Reading separately means that nobody saw what the other marked until both had finished.
thread-finding = Finding { NUMBER($n, useGrouping: "false") }
thread-level = Level of evidence: { $n } of 5.
thread-checked = Checked on { $date } by { $who }.
thread-use = Use this thread
thread-cite = thread { $n }, version { $version }.
thread-json = This thread as data (JSON)
thread-versions = Versions of the report that have this line
thread-version = Version { $n }, { $date }.
thread-superseded-newer = A newer one replaced it.
thread-superseded-withdrawal = Replaced because words were taken back.
thread-fallen = This line no longer stands. The words that it rested on were taken back.
thread-checking = We are checking this line again. Some words that it rested on were taken back.
thread-dropped = The newest version of the report no longer has this line.

# My words: for someone with a card.

my-words-title = Your words, your choice
my-words-words = Enter the number on your card. You will see what happened because of what you said, and you can change what you agreed to or take it back. Your words themselves are never shown here.
my-words-number = Thread number
my-words-number-hint = Eight letters and digits, such as 7K2M 4PXT. Spaces and small letters are fine.
my-words-button = Look it up
my-words-continue = Go on with the number you entered
my-words-lost = Have you lost your card?
my-words-lost-words = Talk to the person who listened to you, or to the people who run this site. They can change it or take it back for you.
my-words-shape = A thread number has eight letters and digits. Check your card and type it again.
my-words-check = One of the letters or digits is not quite right, or two have changed places. Check your card and type it again.
my-words-unknown = We can’t find anything with this number. Check your card. If you took your words back before, there is nothing left to find.
my-words-too-many = Too many tries from one place. Wait ten minutes and try again.
my-words-show-title = What happened because of what you said
my-words-show-words = Your own words are not shown here, in case somebody else is looking.
my-words-taken-down = Your words are hidden at the moment while somebody looks into them.
my-words-happened = What happened
my-words-read = The team has read your words and counted them.
my-words-not-read = Your words are safe with us. Nobody has sorted them yet.
my-words-quoted = Some of them are quoted in a report.
my-words-not-quoted = They are not quoted in any report.
my-words-lines = Lines in reports that rest on what you said
my-words-events = What was done, and what was replied
my-words-nothing-yet = Nothing has come of it yet that we know of. Come back any time.
my-words-agreed = What you agreed to
my-words-rung = How far may your words go?
my-words-rung-count = Count me
my-words-rung-count-means = The team may read it and count it. Nobody else sees your words.
my-words-rung-quote = Quote me in reports
my-words-rung-quote-means = We may use your words in reports. We change your name.
my-words-rung-online = Put it online
my-words-rung-online-means = Your words may also stand on this website. We change your name.
my-words-rung-named = Use my own name
my-words-rung-named-means = Your words may stand everywhere with your own name.
my-words-sound = The recording
my-words-sound-yes = It may be played.
my-words-sound-no = Nobody else may hear it.
my-words-sound-choice = The recording of my voice may be played to others
my-words-archive = An archive
my-words-archive-yes = It may be kept in an archive for the future.
my-words-archive-no = It does not go to an archive.
my-words-archive-choice = It may be kept in an archive for the future
my-words-contact = Hearing from us
my-words-contact-yes = You asked us to tell you what happens.
my-words-contact-unreachable = We don’t know where to reach you yet.
my-words-contact-no = We don’t write to you.
my-words-contact-choice = Tell me what happens
my-words-closed = Closed
my-words-closed-until = Nobody outside the team sees it before { $date }.
my-words-closed-for-good = Nobody outside the team sees it.
my-words-to-permission = Change what I agreed to
my-words-to-contact = Tell me what happens
my-words-to-withdrawal = Take it back
my-words-close = Finish and forget my number on this device
my-words-back = Back to what happened
my-words-permission-title = Change what you agreed to
my-words-permission-words = It counts from the moment you press the button. If you choose less, your words leave the reports and pages where they may no longer stand.
my-words-permission-button = Change it
my-words-permission-changed = It is changed.
my-words-no-rung = Choose how far your words may go.
my-words-no-name = We don’t have your own name. Ask the person who listened to you to write it down first, or choose another.
my-words-gone = These words were taken back.
my-words-contact-title = Tell me what happens
my-words-contact-words = We write when something is done or published because of what you said. The number on your card is never in the letter.
my-words-email = Your e-mail address
my-words-email-hint = Only the people who look after your words can see it.
my-words-contact-button = Tell me
my-words-no-address = Enter an e-mail address, such as name@example.org.
my-words-withdrawal-title = Take your words back
my-words-withdrawal-words = You need no reason. It happens at once and can’t be undone.
my-words-reach = Where your words are, and what rests on them
my-words-sure = Yes, take my words back for good
my-words-not-confirmed = Tick the box if you are sure.
my-words-withdrawal-button = Take them back now
my-words-keep = No, keep them as they are
my-words-gone-title = Your words are gone
my-words-gone-words = They have left this site: its pages, search, data and feeds. Reports that quoted them are published again without them, and everyone who follows those reports is told that words were taken back, but not whose.
my-words-gone-thanks = Thank you for having spoken to us.

# Taking words back.

taking-back-title = Take words back for someone
taking-back-words = This happens at once and can’t be undone. The audit log keeps that it happened and none of the words.
taking-back-reach = Where the words are, and what rests on them
taking-back-reach-of = Voice { $n }: where the words are, and what rests on them
taking-back-alike = What resembles the words
taking-back-alike-means = Some words are changed or left out here, or another person says the same. Nothing of it goes by itself: look at each, and decide.
taking-back-nowhere = Nothing holds these words.
taking-back-version = version { $n }
taking-back-holds = Holds the words
taking-back-rests = Rests on them, without showing them
taking-back-kind-publication = Report
taking-back-kind-file = Printed report (PDF)
taking-back-kind-export = Data of a report
taking-back-kind-claim = Line in a report
taking-back-kind-promise = Promise
taking-back-kind-recommendation = Recommendation or its reply
taking-back-kind-finding = Finding
taking-back-kind-draft = Saved text of a report
taking-back-kind-api = Answer of the programming interface
taking-back-kind-home = Home page
taking-back-kind-setting = What the site says of itself
taking-back-kind-account = Name of a colleague
taking-back-kind-letter = Letter that waits to be sent
taking-back-kind-programme = Programme
taking-back-kind-community = Community
taking-back-kind-organisation = Organisation
taking-back-kind-campaign = Campaign
taking-back-kind-wording = Wording of an agreement
taking-back-kind-voice-text = Title, description or tag of another voice
taking-back-kind-theme = Theme or its history
taking-back-kind-note = Reader’s note beside another voice
taking-back-kind-team = The team’s own pages: reading, search and sorting by theme
taking-back-kind-voice = Another voice
taking-back-copies = Copies that somebody has already downloaded or printed can’t be called back.
taking-back-copies-maybe = Somebody may have copied the words from a page. Such copies can’t be called back.
taking-back-copies-none = The words were not published, so nobody outside the team has seen them here.
taking-back-reason = Why?
taking-back-reason-asked = The person asked
taking-back-reason-mistake = It was recorded by mistake, or never agreed to
taking-back-reason-harm = It may hurt someone
taking-back-reason-others = Someone else is named in it who did not agree
taking-back-reason-law = The law asks for it
taking-back-sure = The person is sure, or there is a duty to do it
taking-back-button = Take the words back
taking-back-gone = These words are not there, or were taken back already.
taking-back-down-already = These words are hidden already.
taking-back-not-down = These words are not hidden.
taking-back-no-reason = Choose why.
taking-back-not-confirmed = Tick the box to confirm.
taking-back-done-title = It is done
taking-back-done-words = The words are gone from every page, search, file, feed and answer of this site, and those who follow the reports are told.
taking-back-to-voices = Back to the voices
taking-back-down-title = Hide words at once
taking-back-down-words = The words are hidden from everyone while somebody looks into them. Nothing is forgotten, and they can be shown again.
taking-back-down-button = Hide them now
taking-back-lift-button = Show them again
taking-back-erase-title = Erase a person
taking-back-erase-words = Everything held about { $name } goes: voices ({ $n }), name, how to reach them, what they signed. Only the fact that it happened stays in the audit log.
taking-back-erase-sure = I have checked that it is this person, and they or the law ask for it
taking-back-erase-button = Erase everything
taking-back-export = First download everything held about them

# The home page.

home-title = Home
home-eyebrow = { $name }, in its own words
home-headline = { $count } people spoke. Follow what happened next.
home-headline-voices = { $count } voices spoke. Follow what happened next.
home-headline-none = People speak. Follow what happens next.
home-lede = Every line we publish can be followed back to the people who said it, and forward to what changed. Only ever as far as each person agreed.
home-to-promises = See you said, we did
home-to-thread = Look up your thread number
home-people = { $count } people
home-voices = { $count } voices
home-caption =
    { $n ->
        [one] Each dot is one person, once under each thing they talked about. A dashed line joins what people said to what was done.
       *[other] Each dot is { $n } people, once under each thing they talked about. A dashed line joins what people said to what was done.
    }
home-caption-voices =
    { $n ->
        [one] Each dot is one voice, once under each thing it talked about. A dashed line joins what people said to what was done.
       *[other] Each dot is { $n } voices, once under each thing they talked about. A dashed line joins what people said to what was done.
    }
home-all-promises =
    { $n ->
        [one] See the promise
       *[other] See all { $n } promises
    }
home-reports = Latest reports
home-all-reports = All reports
home-card = Do you have a card with a number?
home-card-words = See what happened because of what you said, change what you agreed to, or take it back. You need no account.
