"""What well-known Python packages take for the cases of src/statistics.rs, on the same data.

python statistics.py         lists the cases
python statistics.py CASE    runs one and prints a line of JSON
"""

import json
import math
import os
import resource
import sys
import time

# This file's name is that of a module of Python's own, which others import.
sys.path = [path for path in sys.path if path not in ("", os.path.dirname(os.path.abspath(__file__)))]


def chance(state):
    """Knuth's MMIX generator, as in the Rust."""
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        yield state >> 33


def timed(times, work):
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        answer = work()
        taken.append((time.perf_counter() - begun) * 1e3)
    return taken, answer


def bca_million():
    import numpy as np
    import scipy
    from scipy.stats import bootstrap

    # All 2,000 resamples, and the jackknife of a million values by SciPy's own general way, which
    # is a mean of a million values a million times, would take an hour: so 100,000 values.
    n, resamples = 100_000, 2_000
    source = chance(1)
    values = np.array([-math.log((next(source) + 1) / (1 << 31)) for _ in range(n)])

    def work():
        return bootstrap(
            (values,), np.mean, n_resamples=resamples, method="BCa", batch=100, rng=7
        ).confidence_interval

    times, found = timed(1, work)
    return (
        f"SciPy {scipy.__version__} scipy.stats.bootstrap",
        times,
        f"{found.low:.6f} to {found.high:.6f} ({resamples} resamples of only {n} values: its "
        "jackknife takes the square of their number)",
    )


def alpha_50000():
    from importlib.metadata import version

    import krippendorff
    import numpy as np

    source = chance(2)
    data = np.full((3, 50_000), np.nan)
    for unit in range(50_000):
        truth = next(source) % 24
        for reader in range(3):
            draw = next(source) % 10
            if draw < 5 and reader == 2:
                continue
            data[reader, unit] = next(source) % 24 if draw < 3 else truth
    times, found = timed(
        5, lambda: krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    )
    counts = (~np.isnan(data)).sum(axis=0)
    labels = int(counts[counts > 1].sum())
    return f"krippendorff {version('krippendorff')}", times, f"{found:.9f} of {labels} labels"


CASES = {"bca-million": bca_million, "alpha-50000": alpha_50000}

if len(sys.argv) < 2:
    print("\n".join(CASES))
else:
    try:
        peer, times, result = CASES[sys.argv[1]]()
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(json.dumps({"peer": peer, "times": times, "megabytes": megabytes, "result": result}))
    except ImportError as error:
        print(json.dumps({"skipped": f"{error.name} is not installed"}))
