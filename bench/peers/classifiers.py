"""scikit-learn's random forest and gradient boosting on rows of 32-bit floats, one thread.

usage: classifiers.py rows=FILE.f32 truth=FILE.u8 test=FILE.f32 columns=N trees=N   prints one JSON object
"""
import json
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier

given = dict(argument.split("=", 1) for argument in sys.argv[1:])
columns = int(given["columns"])
rows = np.fromfile(given["rows"], dtype=np.float32).reshape(-1, columns)
test = np.fromfile(given["test"], dtype=np.float32).reshape(-1, columns)
truth = np.fromfile(given["truth"], dtype=np.uint8)
trees = int(given["trees"])


def judge(model):
    start = time.process_time()
    model.fit(rows, truth)
    seconds = time.process_time() - start
    return {"fit_seconds": seconds, "scores": model.predict_proba(test)[:, 1].tolist()}


print(json.dumps({
    "random_forest": judge(RandomForestClassifier(
        n_estimators=trees, class_weight="balanced", random_state=1, n_jobs=1)),
    "gradient_boosting": judge(HistGradientBoostingClassifier(
        max_iter=150, max_depth=4, learning_rate=0.1, early_stopping=False, class_weight="balanced", random_state=1)),
}))
