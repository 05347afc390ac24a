# Reports: writing them, what the compiler says of them, publishing, and the published pages.

report-index-title = Reports
report-index-words = What people told us, what we make of it, and what we ask for. Every stitched line can be followed back to the people who said it.
report-none-yet = No report has been published yet.
report-version-of = Version { $n }, { $date }
report-facts = { $claims ->
    [one] 1 line
   *[other] { $claims } lines
}, { $whole } with a full thread
report-pdf = PDF, print it
report-data = All the data
report-prov = The threads as PROV
report-other-language = Darllen yn Gymraeg
report-other-language-only = This report has not been written in English.
report-newest = Read the newest version
report-contents = In this report
report-how-to-read = How to read this.
report-how-to-read-words = Where you see a stitched line and a gold knot, you can follow it to the voices and actions behind it. The number on the knot is how many people said it.
report-checked = How this was checked
report-checked-words = This report was compiled. Every stitched line rests on findings, and each finding on what people told us. Words are quoted only as far as each person agreed, and names are changed or hidden. Small counts are told in words, so that nobody can be picked out. When somebody takes their words back, they leave this page, its PDF and its data at once, and the counts are made again. A count moves only when enough people have joined or left that nobody can be worked out from the difference, in every version at once, so it may be a few away from how many there are. Copies that were downloaded before can’t be called back.
report-reasons = What we let stand, and why
report-reasons-words = The compiler asked about these places. We published them with a reason.
report-versions = Every version

report-desk-title = Reports
report-new = Begin a report
report-title = Title
report-published = Published
report-saved = Last saved
report-not-published = Not yet
report-none-begun = No report has been begun yet.
report-new-title = Begin a report
report-title-en = Title in English
report-title-cy = Title in Welsh
report-title-hint = One language is enough to begin with.
report-place = What it is about
report-place-hint = A programme, or one community in it.
report-begin = Begin
report-no-title = Enter a title in English or in Welsh.
report-long-title = Enter a title of up to { $limit } characters.
report-no-place = Choose the programme or the community that the report is about.
report-starter-heading = The short version

report-edit-title = Write a report
report-tab-source = Write
report-tab-versions = Saved versions
report-tab-publishing = Publish
report-tab-public = Public page
report-source-en = English text
report-source-cy = Welsh text
report-source = The text
report-source-hint = Markdown, with directives for claims, quotes and charts. Help is below.
report-save = Save
report-check = Check without saving
report-diagnostics = What the compiler says
report-preview = Preview
report-help = How to write a report
report-help-words = Begin with three dashes, then title, subtitle and kind each on a line, then three dashes. A directive with two colons stands on a line of its own, one with a single colon within a sentence.
report-help-write = You write
report-help-get = You get
report-help-claim = A sentence with a thread. It needs a key and the numbers of the findings it rests on.
report-help-differs = A sentence that tells what counts against a claim.
report-help-quote = Someone’s words, beside a claim or by themselves.
report-help-against = Someone’s words that count against a claim.
report-help-short = The claims you name, as a list at the start.
report-help-themes = How many people spoke of each theme.
report-help-recommendation = What you ask of a named body, and the claims it rests on.
report-help-promise = A promise, and how it stands.
report-help-callout = Words in a box.
report-pick-findings = Findings you can rest on
report-pick-quotes = Words you can quote
report-pick-none = There is nothing here that you can use.
report-versions-title = Saved versions

draft-too-long = This text is too long. Keep it to { $limit } characters.
draft-newer = Someone else has saved a newer version. Compare the two under “Saved versions”. If you save now, yours becomes the newest.
draft-number = Version
draft-saved-at = Saved
draft-changes = Changes
draft-see = See what changed
draft-none = Nothing has been saved in this language.
draft-same = Nothing changed.
draft-compared-en = English: from version { $before } to { $after }
draft-compared-cy = Welsh: from version { $before } to { $after }

publishing-title = Publish
publishing-words = Both languages are compiled again when you publish. Errors must be mended first. A warning may stand when you say why, and everyone can read your reason.
publishing-reason = Why { $code } may stand
publishing-reason-hint = This is published.
publishing-publish = Publish version { $n }
publishing-no-draft = There is nothing to publish. Write the report first.
publishing-changed = The text was changed since you looked. Read what the compiler says now, then publish.
publishing-errors = { $count ->
    [one] The compiler found 1 error. Mend it, then publish.
   *[other] The compiler found { $count } errors. Mend them, then publish.
}
publishing-no-reason = Write why { $code } may stand.
publishing-long-reason = Write a reason of up to { $limit } characters.

version-superseded-newer = A newer version replaces this one.
version-superseded-withdrawal = Someone took back words that this version rested on. They are no longer in it.

knot-count = { $n }
knot-few = few
knot-label = Follow thread { $thread }: { $n ->
    [one] 1 voice
   *[other] { $n } voices
}
knot-label-few = Follow thread { $thread }: a few voices
knot-label-people = Follow thread { $thread }: { $n ->
    [one] 1 person
   *[other] { $n } people
}
knot-label-few-people = Follow thread { $thread }: a few people
knot-untold = –
knot-label-untold = Follow thread { $thread }: the number is not told
note-thread = Thread
note-voices = { $n ->
    [one] 1 voice
   *[other] { $n } voices
}
note-voices-few = A few voices
note-people = { $n ->
    [one] 1 person
   *[other] { $n } people
}
note-people-few = A few people
note-untold = The number is not told
note-actions = { $n ->
    [one] 1 action
   *[other] { $n } actions
}
note-follow = Follow
sureness-unsure = Not sure.
sureness-less = Less sure.
sureness-fairly = Fairly sure.
sureness-very = Very sure.
line-state-live = Holds
line-state-checking = Being checked
line-state-fallen = No longer holds

quote-against = Some people see it differently
quote-gone = Words stood here. They are no longer shown: the person decides how far they go.
quote-translation = Our translation.
chart-caption = { $n ->
    [one] Each dot is one person. Someone who spoke of several themes is counted under each.
   *[other] Each dot is { $n } people. Someone who spoke of several themes is counted under each.
}
chart-caption-voices = { $n ->
    [one] Each dot is one voice. One that spoke of several themes is counted under each.
   *[other] Each dot is { $n } voices. One that spoke of several themes is counted under each.
}
chart-people = { $n ->
    [one] 1 person
   *[other] { $n } people
}
chart-voices = { $n ->
    [one] 1 voice
   *[other] { $n } voices
}
chart-table = See this as a table
chart-theme = Theme
chart-how-many = People
chart-how-many-voices = Voices
recommendation-rests-on = Rests on
asked-to = To: { $body }
asked-replied = Reply received { $date }.
asked-read = Read the reply
asked-days = { $n ->
    [0] No reply yet
    [one] No reply, 1 day
   *[other] No reply, { $n } days
}
asked-on = Asked on { $date }.
asked-no-reply = No reply so far

paper-not-published = Trial print, not published
paper-footer = { $title }. Follow any thread at { $address }
paper-page = { $n } of { $m }

diagnostic-error = Error
diagnostic-warning = Warning
diagnostic-place = line { NUMBER($line, useGrouping: "false") }, column { $column }
diagnostic-none = Nothing stands in the way.
diagnostic-summary = Errors: { $errors }. Warnings: { $warnings }.
diagnostic-E100-title = There is too much of something
diagnostic-E100 = { $what ->
    [characters] The source is longer than { NUMBER($most) } characters, so none of it was read.
    [headings] The report has more than { NUMBER($most) } headings. Those after them were left out.
    [directives] The report has more than { NUMBER($most) } directives. Those after them were not read.
    [blocks] The report has more than { NUMBER($most) } paragraphs, lists and headings. Those after them were left out.
    [links] The report has more than { NUMBER($most) } links. Those after them were not looked up.
    [names] The report names more than { NUMBER($most) } findings and claims. Those after them were not looked up.
   *[other] More than { NUMBER($most) } things are the matter with the report. The others are not told.
}
diagnostic-E100-remedy = Shorten the report, or make several reports of it.
diagnostic-E101-title = A directive can’t be read
diagnostic-E101 = This directive can’t be read here: { $what }
diagnostic-E101-remedy = Close every bracket and quotation mark, and put nothing behind a directive that stands on its own.
diagnostic-E102-title = Unknown directive
diagnostic-E102 = There is no directive called “{ $name }” that stands like this.
diagnostic-E102-remedy = Use claim or differs with one colon within a sentence; quote, themes, short, recommendation, promise or callout with two colons on a line of its own.
diagnostic-E103-title = Unknown attribute
diagnostic-E103 = “{ $directive }” has nothing called “{ $name }”.
diagnostic-E103-remedy = Take it out, or look for a slip of the pen. The help lists what each directive may have.
diagnostic-E104-title = Something is missing
diagnostic-E104 = “{ $directive }” needs { $name }.
diagnostic-E104-remedy = Write it between the brackets. The help shows an example of each directive.
diagnostic-E105-title = The front matter can’t be read
diagnostic-E105 = This line of the front matter can’t be read: { $what }
diagnostic-E105-remedy = Write title, subtitle, kind, community or programme, a colon and the words, each on a line.
diagnostic-E106-title = No title
diagnostic-E106 = The report has no title.
diagnostic-E106-remedy = Begin the text with a line of three dashes, a line “title: …”, and another line of three dashes.
diagnostic-E107-title = Unknown place
diagnostic-E107 = There is no place called “{ $name }” that this report may be about.
diagnostic-E107-remedy = Write the name that stands in the address of its page, such as cwm-helyg.
diagnostic-E110-title = No key
diagnostic-E110 = This { $directive } has no key.
diagnostic-E110-remedy = Write a short name for it, such as {"{#bus}"}. Its thread keeps to the key in every version.
diagnostic-E111-title = A key stands twice
diagnostic-E111 = The key “{ $key }” stands twice.
diagnostic-E111-remedy = Give each its own key. To show a claim again, use short.
diagnostic-E112-title = A claim without evidence
diagnostic-E112 = Nobody’s living words support this claim.
diagnostic-E112-remedy = Name findings that have evidence, write it as an ordinary sentence, or take it out.
diagnostic-E113-title = Unknown finding
diagnostic-E113 = There is no finding { $number } in this programme.
diagnostic-E113-remedy = Look the number up in the list of findings.
diagnostic-E114-title = Unknown claim
diagnostic-E114 = No claim of this report has the key “{ $key }”.
diagnostic-E114-remedy = Write the key of a claim of this text.
diagnostic-E120-title = Unknown highlight
diagnostic-E120 = There is no such highlight in this programme.
diagnostic-E120-remedy = Copy the directive from the list of words you can quote.
diagnostic-E121-title = Words taken back
diagnostic-E121 = The person has taken these words back.
diagnostic-E121-remedy = Take the quote out.
diagnostic-E122-title = Words taken down
diagnostic-E122 = These words are hidden while they are looked into.
diagnostic-E122-remedy = Take the quote out, or wait until it is settled.
diagnostic-E123-title = Words that are closed
diagnostic-E123 = { $day ->
    [never] These words are closed for good.
   *[other] These words are closed until { $day }.
}
diagnostic-E123-remedy = Take the quote out.
diagnostic-E124-title = Words beyond permission
diagnostic-E124 = The person did not agree to be quoted.
diagnostic-E124-remedy = Take the quote out. Their voice is still counted.
diagnostic-E125-title = Words not reviewed
diagnostic-E125 = Nobody has checked yet whether these words may hurt someone, or the check held them back.
diagnostic-E125-remedy = Review the voice first, or take the quote out.
diagnostic-E126-title = A hidden name
diagnostic-E126 = A name stands here that was hidden in what someone told us.
diagnostic-E126-remedy = Take the name out, or word it otherwise.
diagnostic-E130-title = No named body
diagnostic-E130 = This recommendation doesn’t say whom it is put to.
diagnostic-E130-remedy = Name the body: to="Health board".
diagnostic-E131-title = Unknown promise
diagnostic-E131 = There is no promise { $number } in this programme.
diagnostic-E131-remedy = Look the number up in the list of promises.
diagnostic-E140-title = A broken link
diagnostic-E140 = This link leads nowhere: { $url }
diagnostic-E140-remedy = Link to a heading of this text (#heading), a page of this site (/t/14), or a whole address (https://…).
diagnostic-E141-title = A picture
diagnostic-E141 = A report can’t show pictures yet.
diagnostic-E141-remedy = Take the picture out, and say in words what it shows.
diagnostic-E142-title = HTML
diagnostic-E142 = A report doesn’t show HTML.
diagnostic-E142-remedy = Use Markdown and directives. To show a < write &lt; or put it between backticks.
diagnostic-W201-title = A small count
diagnostic-W201 = Fewer than { $threshold } people stand behind this. The count will be told in words.
diagnostic-W201-remedy = Say why it matters although few said it, or rest it on more.
diagnostic-W202-title = Counter-evidence isn’t mentioned
diagnostic-W202 = Some people said something that counts against “{ $key }”, and the report doesn’t say so.
diagnostic-W202-remedy = Tell it with differs, or quote them with side=against.
diagnostic-W203-title = The two languages differ
diagnostic-W203 = The other language has claims that this one has not: { $keys }
diagnostic-W203-remedy = Write them here too, with the same keys.
diagnostic-W204-title = A recommendation by itself
diagnostic-W204 = This recommendation rests on no claim.
diagnostic-W204-remedy = Name the claims: rests-on="key".
diagnostic-W205-title = A quote beside a claim
diagnostic-W205 = These words are no evidence of that kind for “{ $key }”.
diagnostic-W205-remedy = Add the highlight to one of its findings, choose the other side, or take claim= out.

data-package = The claims, themes, quotes and recommendations of one version of a report. Counts under the threshold are given as “fewer than”. Words stand here only as far as each person agreed, and leave when they are taken back. A cell that a spreadsheet would run or change begins with an apostrophe, which is nobody’s words.
data-claims = Claims
data-claims-language = Language of the edition
data-claims-thread = Number of the thread: /t/14
data-claims-key = Key of the claim, the same in every version
data-claims-section = Heading it stands under
data-claims-sentence = The claim
data-claims-voices = How many people, or voices, support it, as it is told now; empty when that is a small number
data-claims-voices-fewer-than = The smallest number that may be told, when there are fewer
data-claims-counted = What was counted: people, or voices where it is not known of each whose it is
data-claims-confidence = How sure we are: unsure, less, fairly, very
data-claims-state = live, checking or fallen
data-themes = Themes
data-themes-language = Language of the edition
data-themes-chart = Title of the chart
data-themes-theme = The theme
data-themes-people = How many people spoke of it; empty when that is a small number
data-themes-people-fewer-than = The smallest number that may be told, when there are fewer
data-themes-counted = What was counted: people, or voices where it is not known of each whose it is
data-quotes = Quotes
data-quotes-edition = Language of the edition
data-quotes-thread = Number of the thread that it stands by
data-quotes-side = for or against
data-quotes-language = Language spoken
data-quotes-words = The words, names hidden
data-quotes-translation = Translation
data-quotes-who = Who said it, as far as they agreed
data-recommendations = Recommendations
data-recommendations-key = Key of the recommendation
data-recommendations-to-en = The named body, in English
data-recommendations-to-cy = The named body, in Welsh
data-recommendations-text-en = What is asked, in English
data-recommendations-text-cy = What is asked, in Welsh
data-recommendations-asked-on = Day on which it was first published
data-recommendations-replied-on = Day of the last reply
data-recommendations-stance = agreed, looking, refused or done
