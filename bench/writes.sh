#!/usr/bin/env bash
# How many durable changes a second each database keeps: SQLite with synchronous=FULL, PostgreSQL with
# fsync and synchronous_commit on, in a server of its own.
# usage: bench/writes.sh   (make bench builds what it needs)
set -euo pipefail
cd "$(dirname "$0")/.."
writes="$PWD/${CARGO_TARGET_DIR:-target}/release/examples/writes"
echo "SQLite"
(cd target && "$writes")
export EDEFYN_TEST_POSTGRES_PORT=49999 POSTGRES_FSYNC=on
trap 'scripts/postgres.sh remove' EXIT
url=$(scripts/postgres.sh start)
echo "PostgreSQL"
"$writes" "$url"
