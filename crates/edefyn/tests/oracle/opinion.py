"""Holds what `edefyn opinion groups DIR --json` printed against red-dwarf and scikit-learn, which
implement the same method on their own. usage: opinion.py DIR RESULT.json"""

import csv
import json
import os
import sys
import warnings

warnings.filterwarnings("ignore")

import numpy as np
from reddwarf.implementations.base import run_pipeline
from reddwarf.utils.consensus import select_consensus_statements
from reddwarf.utils.matrix import generate_raw_matrix
from reddwarf.utils.stats import calculate_comment_statistics_dataframes
from sklearn.metrics import silhouette_score

CLOSE = 1e-6


def votes_of(folder):
    """The last vote of each participant on each statement."""
    path = os.path.join(folder, "votes.csv")
    last = {}
    if os.path.exists(path):
        for row in sorted(csv.DictReader(open(path)), key=lambda row: int(row["timestamp"])):
            last[int(row["voter-id"]), int(row["comment-id"])] = int(row["vote"])
    else:
        for row in csv.DictReader(open(os.path.join(folder, "participants-votes.csv"))):
            for name, vote in row.items():
                if name.isdigit() and vote != "":
                    last[int(row["participant"]), int(name)] = int(vote)
    return [
        {"participant_id": one, "statement_id": other, "vote": vote, "modified": 0}
        for (one, other), vote in sorted(last.items())
    ]


def same(ours, theirs, what, close=CLOSE):
    ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
    assert ours.shape == theirs.shape, f"{what}: {ours.shape} {theirs.shape}"
    worst = np.abs(ours - theirs).max() if ours.size else 0
    assert worst < close, f"{what}: {worst} apart"


def main():
    folder, path = sys.argv[1:]
    found = json.load(open(path))
    votes = votes_of(folder)
    comments = list(csv.DictReader(open(os.path.join(folder, "comments.csv"))))
    out = [int(row["comment-id"]) for row in comments if int(row["moderated"]) < 0]
    matrix = generate_raw_matrix(votes=votes)
    assert found["votes"] == len(votes)
    assert (found["participants"], found["statements"]) == matrix.shape

    theirs = run_pipeline(votes=votes, mod_out_statement_ids=out, random_state=1)
    components = found["components"]
    # What may not be told is none; what is told is held against them.
    told = [place for place, mean in enumerate(components["centre"]) if mean is not None]
    same([components["centre"][at] for at in told], theirs.reducer.mean_[told], "centre")
    # For larger conversations its components are those of a randomised solver, good to some four
    # places; NumPy's are exact.
    zeroed = matrix.copy()
    zeroed.loc[:, [id for id in out if id in zeroed.columns]] = 0
    centred = (zeroed - zeroed.mean()).fillna(0).values
    exact = np.linalg.svd(centred, full_matrices=False)[2][:2]
    signs = np.sign((np.array(components["axes"]) * exact).sum(axis=1))
    same(signs[:, None] * components["axes"], exact, "components", 1e-9)
    drawn_out = np.sqrt(zeroed.shape[1] / zeroed.notna().sum(axis=1).values)
    exact_places = centred @ exact.T * drawn_out[:, None]
    positions = {one["participant"]: (one["x"], one["y"]) for one in found["positions"]}
    ours = signs * np.array([positions[one] for one in zeroed.index])
    same(ours, exact_places, "positions", 1e-9)
    turned = np.sign((np.array(components["axes"]) * theirs.reducer.components_[:2]).sum(axis=1))
    ours = turned * np.array([positions[one] for one in theirs.participants_df.index])
    same(ours, theirs.participants_df[["x", "y"]].values, "positions by red-dwarf", 1e-3)
    figures = {one["statement"]: one for one in found["statement_figures"]}
    frame = theirs.statements_df
    for name in ("extremity", "priority"):
        told = [id for id in frame.index if figures[id][name] is not None]
        ours = [figures[id][name] for id in told]
        same(ours, frame.loc[told, name].astype(float), name, 1e-3)

    everybody, _ = calculate_comment_statistics_dataframes(matrix)
    for side, (n, p, test) in {"agree": ("na", "pa", "pat"), "disagree": ("nd", "pd", "pdt")}.items():
        ours = found["consensus"][side]
        for one in ours:
            row = everybody.loc[(0, one["statement"])]
            assert one["successes"] in (None, row[n]) and one["trials"] in (None, row["ns"])
            if one["share"] is not None:
                same([one["share"], one["share_test"]], [row[p], row[test]], side)
        # Statements with the same figures may change places.
        wanted = select_consensus_statements(matrix, mod_out_statement_ids=out)[side]
        assert len(ours) == len(wanted), side
        for one, theirs_ in zip(ours, wanted):
            if one["share"] is not None:
                weight = one["share"] * one["share_test"]
                same(weight, theirs_["p-success"] * theirs_["p-test"], f"order of {side}")

    labels = {member: group["id"] for group in found["groups"] for member in group["members"]}
    clustered = set(theirs.participants_df.index[theirs.participants_df["to_cluster"]])
    assert set(labels) == clustered, set(labels) ^ clustered
    inside = matrix.loc[sorted(labels)]
    grouped, _ = calculate_comment_statistics_dataframes(inside, [labels[one] for one in inside.index])
    checked = 0
    for group in found["groups"]:
        for one in group["representative"]:
            row = grouped.loc[(group["id"], one["statement"])]
            n, p, pt, r, rt = (
                ("na", "pa", "pat", "ra", "rat")
                if one["method_side"] == "agree"
                else ("nd", "pd", "pdt", "rd", "rdt")
            )
            said = row["na" if one["side"] == "agree" else "nd"]
            assert one["successes"] in (None, said) and one["trials"] in (None, row["ns"])
            assert said >= row[n]
            if one["share"] is None:
                continue
            ours = [one["share"], one["share_test"], one["representativeness"]]
            same(ours, [row[p], row[pt], row[r]], "representative")
            # Kept in single precision by the method.
            assert abs(one["representativeness_test"] - row[rt]) < 1e-5
            checked += 1
    if len(labels) <= 100:
        places = [positions[one] for one in labels]
        theirs_ = silhouette_score(places, list(labels.values()))
        same(found["silhouettes"][str(found["k"])], theirs_, "silhouette")
    print(f"{len(votes)} votes, {checked} representative statements confirmed")


main()
