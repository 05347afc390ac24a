"""What red-dwarf, the other implementation of the Polis method, takes for the cases of
src/opinion.rs, on the same votes.

python opinion.py         lists the cases
python opinion.py CASE    runs one and prints a line of JSON
"""

import csv
import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

FOLDER = "../shared/data/polis/american-assembly.bowling-green/"


def bowling_green():
    with open(FOLDER + "comments.csv") as file:
        out = [int(row["comment-id"]) for row in csv.DictReader(file) if int(row["moderated"]) < 0]
    votes = []
    with open(FOLDER + "participants-votes.csv") as file:
        for row in csv.DictReader(file):
            for name, vote in row.items():
                if name.isdigit() and vote != "":
                    votes.append(ballot(int(row["participant"]), int(name), int(vote)))
    return votes, out, 5


def ballot(participant, statement, vote):
    return {"participant_id": participant, "statement_id": statement, "vote": vote, "modified": 0}


def mixed(one, other, salt):
    import numpy as np

    bits = (np.uint64(one) << np.uint64(32)) | other
    bits = bits + np.uint64(salt * 0x9E3779B97F4A7C15 % 2**64)
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def invented(people, statements, per_mille, repetitions):
    import numpy as np

    votes, other = [], np.arange(statements, dtype=np.uint64)
    for one in range(people):
        cast = mixed(one, other, 1) % np.uint64(1000) < per_mille
        agrees = mixed(one, other, 3) % np.uint64(100) < mixed(one % 3, other, 4) % np.uint64(100)
        passes = mixed(one, other, 2) % np.uint64(100) < 10
        value = np.where(passes, 0, np.where(agrees, 1, -1))
        votes += [ballot(one, int(s), int(value[s])) for s in np.flatnonzero(cast)]
    return votes, [], repetitions


CASES = {
    "opinion-bowling-green": bowling_green,
    "opinion-10000": lambda: invented(10_000, 500, 120, 1),
    # Six minutes and six gigabytes: only when asked for.
    "opinion-100000": lambda: invented(100_000, 1_000, 50, 1),
}
LONG = ["opinion-100000"]


def run(case):
    from importlib.metadata import version
    from reddwarf.implementations.polis import run_clustering

    votes, out, repetitions = CASES[case]()
    times = []
    for _ in range(repetitions):
        begun = time.perf_counter()
        result = run_clustering(votes=votes, mod_out_statement_ids=out, random_state=1)
        times.append((time.perf_counter() - begun) * 1e3)
    result = getattr(result, "result", result)
    sizes = result.participants_df["cluster_id"].value_counts().tolist()
    return {
        "peer": f"red-dwarf {version('red-dwarf')}",
        "times": times,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
        "result": f"{len(votes)} votes, groups of {sizes}",
    }


def main():
    if len(sys.argv) < 2:
        print("\n".join(case for case in CASES if case not in LONG))
        return
    try:
        print(json.dumps(run(sys.argv[1])))
    except ImportError as missing:
        print(json.dumps({"skipped": f"{missing.name} is not installed"}))
    except FileNotFoundError:
        print(json.dumps({"skipped": "no shared data"}))


main()
