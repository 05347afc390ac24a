# Organisations, hosts and local workers, signing in, and who may do what.

sign-in-title = Sign in
sign-in-email = E-mail address
sign-in-password = Password (optional)
sign-in-password-hint = Leave this empty and we will send you a link that signs you in.
sign-in-button = Sign in
sign-in-wrong = The address and the password do not go together. Try again, or leave the password empty to get a link.
sign-in-sent = Look in your mail
sign-in-sent-words = If we know the address { $email }, a link is on its way to it. It works once, within 30 minutes.
sign-in-sent-wait = Nothing there after a few minutes? Look among unwanted mail, and check the address.
sign-in-again = Ask for another link
sign-in-link-words = Press the button to sign in. The link works once.
sign-in-link-refused = This link no longer works
sign-in-link-refused-words = It has been used, it has run out, or it was cut short in the letter. Nothing is lost: ask for a new one.
sign-in-subject = Your link for { $space }
sign-in-letter =
    Hello { $name },

    This link signs you in to { $space }. It works once, within 30 minutes:

    { $link }

    If you did not ask for it, you need do nothing.
sign-out-title = Sign out
sign-out-button = Sign out
sign-out-done = You have signed out.

invitation-subject = You are invited to { $space }
invitation-letter =
    Hello { $name },

    You have been invited to { $space } as { $role }. This link signs you in. It works once, within seven days:

    { $link }

    After that you can ask for a new link at any time, or set a password.
invitation-sent = The invitation is on its way.
invitation-closed = The account with this address was closed. Invite the person with another address.
invitation-no-role = Choose a role.
invitation-no-scope = Choose where the role holds.

account-title = Your account
account-you = You
account-name = Name
account-language = Language
account-language-hint = For letters to you, and for where you start.
account-saved = Your account was saved.
account-set-password = Set a password
account-change-password = Change your password
account-password-words = You can always sign in by a link. A password is quicker. Setting one signs you out everywhere else.
account-current-password = Current password
account-new-password = New password
account-new-password-hint = At least 12 characters. Three or four words do well.
account-save-password = Save the password
account-password-saved = Your password was saved. You have been signed out everywhere else.
account-wrong-password = This is not your current password.
account-sessions = Signed in somewhere else?
account-sessions-words = One press signs you out on every computer and phone, this one too.
account-sessions-button = Sign out everywhere
account-sessions-ended = You have been signed out everywhere.
language-en = English
language-cy = Welsh

people-title = People
people-tabs = People and access
people-lede = Everyone who can sign in, and the roles they hold.
people-empty = There is nobody here yet.
people-no-role = No role
people-invite = Invite somebody
people-invite-words = They get a letter with a link that signs them in once.
people-invite-send = Send the invitation
people-letter-language = Language of the letter
person-closing = Close the account
person-closing-words = They can no longer sign in, and every role of theirs ends. What they did stays in the audit log under their name. Their address can’t be used for another account.

access-title = Who may do what
access-lede = Roles are given to people here. What a role may do stands in the policies, which are part of the program.
access-people = Who holds which role
access-person = Person
access-role = Role
access-roles = Roles
access-role-hint = “Who may do what” shows what each role may do.
access-scope = Where
access-scope-hint = A role ends at the border of its programme or community.
access-everywhere = Everywhere
access-choose = Choose
access-give = Give a role
access-end = End this role
access-matrix = What each role may do
access-matrix-words = Worked out by asking the policies, for a role that is held everywhere.
access-verb = What
access-yes = yes
access-no = no
access-policies = The policies
access-policies-words = This is the text that decides, in English. The program reads it as it stands here.

verb-see_desk = Open the back office
verb-manage_space = Change the space’s own settings, back it up
verb-manage_people = Invite people, give and end roles
verb-read_access = See who may do what
verb-read_audit = Read the audit log
verb-read_places = See programmes, communities and organisations
verb-manage_places = Change programmes, communities and organisations
verb-manage_campaign = Open and change listening campaigns
verb-record_voice = Write down a voice
verb-import_voice = Bring in many voices from a file
verb-read_voice = Read and search voices, names hidden
verb-read_original = Read what was hidden
verb-redact_voice = Hide a name
verb-review_voice = Decide whether a voice may hurt someone if it is public
verb-change_permission = Change what a person agreed to, at their word
verb-close_voice = Close a voice until a day, or for good
verb-take_down = Hide a voice at once while it is looked into
verb-withdraw_voice = Take a voice back for its person
verb-export_voice = Download voices
verb-erase_person = Erase a person
verb-export_person = Hand a person everything held about them
verb-raise_concern = Raise a safeguarding concern
verb-read_concern = Read safeguarding concerns
verb-read_codebook = See the themes
verb-manage_codebook = Change the themes
verb-code_voice = Highlight what voices say
verb-read_finding = Read findings
verb-manage_finding = Write findings
verb-export_coding = Download coding
verb-read_report = Read reports before they are public
verb-write_report = Write reports
verb-publish_report = Publish reports
verb-manage_promise = Make promises and say how they stand
verb-record_response = Record what a named body replied

audit-title = Audit log
audit-lede = Who changed what, for whom and when. It only grows, and it holds no person’s words.
audit-empty = Nothing has been changed yet.
audit-check = Check the chain
audit-holds = The chain holds: no entry was changed or taken out.
audit-broken = The chain breaks at entry { $seq }: somebody changed the log outside this program.
audit-letter-send = Send me where it ends
audit-letter-sent = A letter with the log’s end is on its way. Keep it outside this space.
audit-letter-subject = Where the audit log ends
audit-letter = Hello { $name },

    the audit log ends now at

    { $end }

    Keep this letter. Whoever looks after the server can check with it that the log’s end was not cut off:

    edefyn doctor --audit-end { $end }
audit-seq = No.
audit-at = When
audit-who = Who
audit-action = What
audit-subject = To what
audit-detail = Details
actor-account = somebody with an account
actor-narrator = the person whose voice it is
actor-visitor = a visitor
actor-command = the command line
actor-house = the program itself

organisations-title = Organisations
organisations-lede = Hosts of communities, and others that people work for.
organisations-empty = There are no organisations yet.
organisation-title = Organisation
organisation-new = New organisation
organisation-edit = Change the organisation
organisation-name-en = Name in English
organisation-name-cy = Name in Welsh
organisation-identifier = Organisation identifier
organisation-identifier-hint = As org-id.guide has it, such as GB-CHC-1234567 for a charity of England and Wales. May be empty.
organisation-legal-form = Legal form
organisation-legal-form-hint = Such as “charitable incorporated organisation”. May be empty.
organisation-website = Website
organisation-hosts = Hosts these communities
organisation-no-name = Enter a name for the organisation.
organisation-too-long = Keep each field to at most { $most } characters.
organisation-no-identifier = Enter the identifier in three parts, such as GB-CHC-1234567.
organisation-no-website = Enter a web address that starts with https://, such as https://www.example.org.

host-title = Host organisation
host-none = No organisation hosts this community yet.
host-new = Give the community a host
host-from = From
host-from-hint = The host before it ends on this day.
host-no-organisation = Choose an organisation.
host-no-day = Enter the first day as year, month and day, such as 2026-04-01.
host-already = This organisation hosts the community already.
host-too-early = Choose a day that is not before the present host began.

worker-title = Local workers
worker-none = Nobody is placed here yet.
worker-new = Place a local worker
worker-words = Placing somebody gives them the role of local worker here. Invite them first if they can’t be chosen.
worker-since = From
worker-employer = Employed by
worker-no-employer = Not recorded
worker-end = End this placement
worker-no-person = Choose who is to be placed here.
worker-no-day = Enter the first day as year, month and day, such as 2026-04-01.
worker-already = This person works here already.
worker-no-organisation = Choose an organisation from the list.

# Safeguarding leads
leads-title = Safeguarding leads
leads-lede = Whoever is a lead reads every concern of their place. So nobody becomes one unless somebody who is one agrees.
leads-empty = Nobody is put forward. When somebody is, you get a letter and find them here.
leads-line = Where: { $place }. Put forward on { $date }.
leads-agree = Agree
leads-refuse = Refuse
leads-put-forward = Put forward as a safeguarding lead ({ $place }). A lead must agree first; they were told by letter.
lead-gone = That was settled already.
lead-own = You can’t decide about yourself, or about somebody whom you put forward.
lead-asked-subject = Somebody is put forward as a safeguarding lead
lead-asked-letter =
    Hello { $name },

    { $who } is put forward as a safeguarding lead. They would read concerns that you read. Nothing changes until you or another lead agree:

    { $link }
lead-given-subject = There is a new safeguarding lead
lead-given-letter =
    Hello { $name },

    { $who } is a safeguarding lead now and reads concerns that you read. If you did not know of this, ask whoever looks after the site.
lead-ended-subject = Somebody is no safeguarding lead any more
lead-ended-letter =
    Hello { $name },

    The role of safeguarding lead that { $who } had was ended by somebody else. If you did not know of this, ask whoever looks after the site.
