"""scikit-learn's TfidfVectorizer on the lines of a UTF-8 file, one thread.

usage: tfidf.py lines=FILE max_features=N runs=N   prints one JSON object
"""
import json
import sys
import time

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

given = dict(argument.split("=", 1) for argument in sys.argv[1:])
with open(given["lines"], encoding="utf-8", newline="\n") as file:
    lines = file.read().split("\n")
fit, transform = [], []
for _ in range(int(given["runs"])):
    vectorizer = TfidfVectorizer(max_features=int(given["max_features"]))
    start = time.process_time()
    rows = vectorizer.fit_transform(lines)
    fitted = time.process_time()
    vectorizer.transform(lines)
    fit.append(fitted - start)
    transform.append(time.process_time() - fitted)
print(json.dumps({
    "fit_transform_seconds": float(np.median(fit)),
    "transform_seconds": float(np.median(transform)),
    "features": int(rows.shape[1]),
    "entries": int(rows.nnz),
    "sum": float(rows.sum()),
}))
