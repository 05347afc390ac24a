"""The attack alone, by SciPy's HiGHS, on the tables of src/disclosure.rs with only the small counts
hidden: the least and the most that each could be, two linear programmes for each.

Nothing on PyPI hides further counts; sdcTable and GaussSuppression, which do, are for R. So this is
a part of the work of protecting a table, once, and no whole.

usage: disclosure.py [CASE]
"""

import importlib.util
import json
import resource
import sys
import time

THRESHOLD, MOST = 10, 30


def counts(cells):
    """The generator of src/disclosure.rs."""
    state = 1

    def below(limit):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % limit

    made = []
    for _ in range(cells):
        first = below(MOST)
        made.append(first * (below(MOST) + 1) // 4)
    return made


def flat(categories):
    """The children of each node; node 0 is the total."""
    return [list(range(1, categories + 1))] + [[] for _ in range(categories)]


def areas():
    children = [[] for _ in range(1 + 10 + 100 + 1000)]
    for node, parent in enumerate(
        [0] * 10 + [1 + n // 10 for n in range(100)] + [11 + n // 10 for n in range(1000)], 1
    ):
        children[parent].append(node)
    return children


CASES = {
    "protect-20x20": (lambda: (flat(20), flat(20)), 9),
    "protect-1000-linked": (lambda: (areas(), flat(6)), 1),
}


def table(rows, columns):
    """Values with totals, and the sums as (total, parts)."""
    import numpy as np

    leaves = [[node for node, of in enumerate(way) if not of] for way in (rows, columns)]
    values = np.zeros((len(rows), len(columns)), dtype=np.int64)
    made = counts(len(leaves[0]) * len(leaves[1]))
    values[np.ix_(*leaves)] = np.array(made).reshape(len(leaves[0]), len(leaves[1]))
    place = lambda row, column: row * len(columns) + column
    sums = []
    for node in reversed(range(len(rows))):
        if rows[node]:
            values[node] = values[rows[node]].sum(axis=0)
            for c in range(len(columns)):
                sums.append((place(node, c), [place(child, c) for child in rows[node]]))
    values[:, 0] = values[:, columns[0]].sum(axis=1)
    for node in range(len(rows)):
        sums.append((place(node, 0), [place(node, child) for child in columns[0]]))
    return values.ravel(), sums


def attack(values, sums):
    """How many hidden counts are known to fewer values than asked, of how many."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix

    hidden = np.flatnonzero((values > 0) & (values < THRESHOLD))
    column = {place: at for at, place in enumerate(hidden)}
    entries, known = [], []
    for total, parts in sums:
        terms = [(place, 1) for place in parts] + [(total, -1)]
        if any(place in column for place, _ in terms):
            row = len(known)
            entries += [(row, column[p], sign) for p, sign in terms if p in column]
            known.append(-sum(sign * values[p] for p, sign in terms if p not in column))
    rows, columns, signs = zip(*entries)
    a = csr_matrix((signs, (rows, columns)), shape=(len(known), len(hidden)))
    narrow = 0
    for at in range(len(hidden)):
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(hidden))
            aim[at] = sign
            found = linprog(aim, A_eq=a, b_eq=known, bounds=(1, None))
            ends.append(sign * found.fun if found.status == 0 else np.inf)
        narrow += ends[1] - ends[0] < THRESHOLD - 2 - 1e-6
    return narrow, len(hidden)


def main():
    if len(sys.argv) < 2:
        print("\n".join(CASES))
        return
    if importlib.util.find_spec("scipy") is None:
        print(json.dumps({"skipped": "SciPy is not installed"}))
        return
    import scipy

    ways, times = CASES[sys.argv[1]]
    values, sums = table(*ways())
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        narrow, hidden = attack(values, sums)
        taken.append((time.perf_counter() - begun) * 1000)
    print(
        json.dumps(
            {
                "peer": f"SciPy {scipy.__version__} HiGHS, the attack alone",
                "times": taken,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
                "result": f"{narrow} of {hidden} small counts told too closely when only they are hidden",
            }
        )
    )


main()
