"""scikit-learn's DBSCAN and k-means on the rows of files of 32-bit floats, one thread.

usage: clusters.py rows=FILE.f32 columns=N runs=N what=dbscan eps=X min_points=N   prints one JSON object
       clusters.py rows=FILE.f32 start=FILE.f64 columns=N runs=N what=k_means
"""
import json
import sys
import time

import numpy as np
from sklearn.cluster import DBSCAN, KMeans

given = dict(argument.split("=", 1) for argument in sys.argv[1:])
columns = int(given["columns"])
rows = np.fromfile(given["rows"], dtype=np.float32).reshape(-1, columns)


def model():
    if given["what"] == "dbscan":
        return DBSCAN(eps=float(given["eps"]), min_samples=int(given["min_points"]))
    start = np.fromfile(given["start"], dtype=np.float64).reshape(-1, columns).astype(np.float32)
    return KMeans(len(start), init=start, n_init=1)


seconds = []
for _ in range(int(given["runs"])):
    began = time.process_time()
    fitted = model().fit(rows)
    seconds.append(time.process_time() - began)
print(json.dumps({
    "seconds": float(np.median(seconds)),
    "clusters": int(fitted.labels_.max()) + 1,
    "noise": int((fitted.labels_ < 0).sum()),
    "inertia": float(fitted.inertia_) if given["what"] == "k_means" else None,
    "iterations": int(fitted.n_iter_) if given["what"] == "k_means" else None,
}))
