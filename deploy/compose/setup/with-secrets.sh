#!/bin/bash
# Runs a program that reads secrets from its environment only: each file in /run/secrets becomes a variable of its name.
set -euo pipefail
for file in "${SECRETS:-/run/secrets}"/*; do
  name=$(basename "$file")
  export "${name^^}=$(<"$file")"
done
exec "$@"
