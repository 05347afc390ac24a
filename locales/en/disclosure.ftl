# Tables as they may be shown.

disclose-too-low = The threshold must be 3 or more: of two people each could always work out the other.
disclose-too-many = The column { $column } has more than { $most } different values. Put them into bands first.
disclose-missing = (missing)
disclose-total = Total
disclose-none-hidden = Every figure is shown.
disclose-hidden = [c] is hidden: { $hidden } of { $all } figures, so that no count under { $threshold } can be seen or worked out.
disclose-exact = Nothing less could be hidden.
disclose-heuristic = At most { $gap }% of what is lost might have been saved.
