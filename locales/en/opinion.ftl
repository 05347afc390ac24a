# Opinion groups: who thinks alike in a conversation.

opinion-counts = Participants: { $participants }. Statements: { $statements }. Votes: { $votes }. Votes changed later: { $replaced }.
opinion-turned = In this file 1 means “disagree”, as its own tallies show; it was read so.
opinion-groups = Groups: { $groups }, of { $people } people who voted enough. How well they stand apart (silhouette, from −1 to 1): { $silhouette }.
opinion-no-groups = No groups are told of: whichever way people are divided, some group would have fewer than { $smallest } people.
opinion-no-division = No groups are told of: those who voted enough stand in one place, so there is nothing to divide.
opinion-group = Group { $group }: { $people } people. What sets them apart:
opinion-label = { $group }: { $people }
opinion-agreed = {"  "}{ $successes } of { $trials } agreed: { $text }
opinion-disagreed = {"  "}{ $successes } of { $trials } disagreed: { $text }
opinion-most-agree = Most of everybody agrees:
opinion-most-disagree = Most of everybody disagrees:
opinion-divides = What divides the groups:
opinion-divided = {"  "}{ $agrees } agrees, { $disagrees } disagrees: { $text }
opinion-map = Everybody who voted, placed by how they voted: the nearer, the more alike. Groups are outlined.
opinion-no-column = The file has no column { $column }.
opinion-not-number = This is no whole number from 0 on.
opinion-not-vote = This is no vote. Write 1, 0 or -1.
opinion-not-moderated = Write 1 if the statement was accepted, -1 if it was rejected, 0 if nobody has looked yet.
opinion-unknown-statement = comments.csv has no statement with this number.
opinion-again = Line { NUMBER($line, useGrouping: "false") } has the same already.
opinion-apart = Some people stand so far apart from all others that with them no groups could be told of. They are in no group.
opinion-hidden = [c] is hidden: a count of people under { $threshold }, or one from which such a count could be worked out.
