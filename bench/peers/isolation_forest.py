"""scikit-learn's isolation forest on the rows of a file of 32-bit floats, one thread.

usage: isolation_forest.py rows=FILE.f32 [truth=FILE.u8] columns=N seeds=N   prints one JSON object
"""
import json
import sys
import time

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

given = dict(argument.split("=", 1) for argument in sys.argv[1:])
rows = np.fromfile(given["rows"], dtype=np.float32).reshape(-1, int(given["columns"]))
truth = np.fromfile(given["truth"], dtype=np.uint8) if "truth" in given else None
fit, score, auc = [], [], []
for seed in range(int(given["seeds"])):
    start = time.process_time()
    forest = IsolationForest(n_estimators=100, max_samples=256, random_state=seed, n_jobs=1).fit(rows)
    fitted = time.process_time()
    scores = -forest.score_samples(rows)
    fit.append(fitted - start)
    score.append(time.process_time() - fitted)
    if truth is not None:
        auc.append(roc_auc_score(truth, scores))
print(json.dumps({
    "fit_seconds": float(np.median(fit)),
    "rows_per_second": len(rows) / float(np.median(score)),
    "auc_mean": float(np.mean(auc)) if auc else None,
    "auc_sd": float(np.std(auc)) if auc else None,
}))
