#!/usr/bin/env bash
# Measures the mathematics, each case in a process of its own, then its peers with the same data,
# and prints a table. usage: bench/mathematics/run.sh   (make bench builds what it needs)
# Settings: BENCH_PEERS=no leaves the peers out, BENCH_LONG=yes adds those that take minutes, and
# protects tables of many shapes (target/bench/shapes.md).
set -euo pipefail
cd "$(dirname "$0")/../.."
program=target/release/mathematics out=target/bench python=target/bench/peers/bin/python
mkdir -p "$out"
: > "$out/mathematics.jsonl"
: > "$out/mathematics-peers.jsonl"

for case in $("$program"); do
  echo "mathematics: $case" >&2
  if ! "$program" "$case" >> "$out/mathematics.jsonl" 2> "$out/mathematics.error"; then
    python3 -c 'import json, sys; print(json.dumps({"name": sys.argv[1], "what": sys.argv[1], "skipped": sys.argv[2]}))' \
      "$case" "$(tail -n 1 "$out/mathematics.error")" >> "$out/mathematics.jsonl"
  fi
done

if [ "${BENCH_PEERS:-yes}" = yes ]; then
  [ -x "$python" ] || python3 -m venv "$out/peers"
  for peer in red-dwarf scipy krippendorff; do
    "$out/peers/bin/pip" install --quiet --disable-pip-version-check "$peer" ||
      echo "skipped: $peer can't be installed" >&2
  done
  for peer in bench/mathematics/peers/*.py; do
    cases=$("$python" "$peer")
    [ "${BENCH_LONG:-no}" = yes ] && [ "$(basename "$peer")" = opinion.py ] && cases+=" opinion-100000"
    for case in $cases; do
      echo "peer: $case" >&2
      line=$("$python" "$peer" "$case" 2> /dev/null | tail -n 1) || line='{"skipped": "it failed"}'
      python3 -c 'import json, sys; print(json.dumps({"name": sys.argv[1], **json.loads(sys.argv[2])}))' \
        "$case" "$line" >> "$out/mathematics-peers.jsonl"
    done
  done
fi

"$program" --table "$out/mathematics.jsonl" "$out/mathematics-peers.jsonl" | tee "$out/mathematics.md"
if [ "${BENCH_LONG:-no}" = yes ]; then
  "$program" --shapes | tee "$out/shapes.md"
fi
