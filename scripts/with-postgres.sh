#!/usr/bin/env bash
# Runs a command with a PostgreSQL server for tests beside it.
# usage: scripts/with-postgres.sh COMMAND [ARGUMENT ...]
set -euo pipefail
here=$(dirname "$0")
EDEFYN_TEST_POSTGRES=$("$here/postgres.sh" start)
export EDEFYN_TEST_POSTGRES
oracles=$(realpath -ms "${CARGO_TARGET_DIR:-target}/oracles/bin/python")
[ ! -x "$oracles" ] || export EDEFYN_ORACLES="$oracles"
trap '"$here/postgres.sh" stop || true' EXIT
"$@"
