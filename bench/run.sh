#!/usr/bin/env bash
# Fills a large space on each database, measures the program, its neighbours, and prints a table.
# usage: scripts/with-postgres.sh bench/run.sh   (make bench builds what it needs)
# Settings: BENCH_VOICES and BENCH_HIGHLIGHTS for a smaller space, BENCH_PEERS=no to leave the
# neighbours out.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=target/release/bench edefyn=target/release/edefyn out=target/bench
size=(--voices "${BENCH_VOICES:-100000}" --highlights "${BENCH_HIGHLIGHTS:-500000}")
mkdir -p "$out"
results=()

rm -rf "$out/sqlite"
"$bench" fill --data "$out/sqlite" "${size[@]}"
"$bench" measure --data "$out/sqlite" --edefyn "$edefyn" --out "$out/sqlite.json"
results+=("$out/sqlite.json")

if [ -n "${EDEFYN_TEST_POSTGRES:-}" ]; then
  url="${EDEFYN_TEST_POSTGRES%/*}/bench_space"
  rm -rf "$out/postgres"
  "$bench" fill --data "$out/postgres" --database "$url" "${size[@]}"
  "$bench" measure --data "$out/postgres" --database "$url" --edefyn "$edefyn" --out "$out/postgres.json"
  results+=("$out/postgres.json")
else
  echo "skipped: PostgreSQL, EDEFYN_TEST_POSTGRES is not set" >&2
fi

peers=()
if [ "${BENCH_PEERS:-yes}" = yes ]; then
  # Taguette and WeasyPrint in an environment of their own; each is skipped where it can't be had.
  [ -x "$out/peers/bin/python" ] || python3 -m venv "$out/peers"
  for peer in taguette weasyprint; do
    "$out/peers/bin/pip" install --quiet --disable-pip-version-check "$peer" ||
      echo "skipped: $peer can't be installed" >&2
  done
  "$out/peers/bin/python" bench/peers.py "$out/sqlite/report.md" "$out/neighbours" "$out/peers.json"
  peers=(--peers "$out/peers.json")
fi

"$bench" table "${results[@]}" "${peers[@]}" | tee "$out/results.md"
