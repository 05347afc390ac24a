# Tables as they may be shown.

disclose-too-low = The threshold must be 3 or more: of two people each could always work out the other.
disclose-too-many = The column { $column } has more than { $most } different values. Put them into bands first.
disclose-missing = (missing)
disclose-total = Total
disclose-none-hidden = Every figure is shown.
disclose-hidden = [c] is hidden: { $hidden } of { $all } figures, so that no count under { $threshold } can be seen or worked out.
disclose-exact = Nothing less could be hidden.
disclose-heuristic = At most { $gap }% of what is lost might have been saved.
disclose-no-table = { $given } names no table. Write two columns of the file and a comma between them: --table ROWS,COLUMNS. The file has: { $columns }
disclose-reckoned = Tables printed before that were reckoned with: { $tables }.
disclose-noted = Noted in the ledger beside the space: a later run on this file reckons with it.
disclose-ledger = Nothing is shown, because the ledger beside the space can’t be kept: { $why }
disclose-ring = Nothing is shown: these tables go round in a ring (the first shares a column with the second, the second with the third, the third with the first), and their columns have too many values to prove that no count can be worked out. Leave one of the tables out, or put values into bands.
disclose-told-already = Nothing is shown: together with these tables, what was printed before would tell a count that was hidden, whatever is hidden now.
disclose-earlier-unreadable = { $file } is not what this command prints with --json.
disclose-earlier-column = { $file } shows a table by { $what }, and this file has no such column. It was printed of another file.
disclose-earlier-values = { $file } shows other values of { $what } than this file has. It was printed of other records.
disclose-earlier-figures = { $file } shows figures of { $what } that this file does not give. It was printed of other records.
disclose-earlier-rules = { $file } was printed with the threshold { $threshold } and with zeros { $zeros ->
        [hidden] hidden
       *[shown] shown
    }. Tables of one file keep to the same rules: give { $zeros ->
        [hidden] --threshold { $threshold } --hide-zeros
       *[shown] --threshold { $threshold } without --hide-zeros
    }.
disclose-earlier-small = What was printed before shows a count under the threshold, or hides a zero that is always shown. It was not printed by this command under these rules.
