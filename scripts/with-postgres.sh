#!/usr/bin/env bash
# Runs a command with a PostgreSQL server for tests beside it.
# usage: scripts/with-postgres.sh COMMAND [ARGUMENT ...]
set -euo pipefail
here=$(dirname "$0")
EDEFYN_TEST_POSTGRES=$("$here/postgres.sh" start)
export EDEFYN_TEST_POSTGRES
[ ! -x target/oracles/bin/python ] || export EDEFYN_ORACLES="$PWD/target/oracles/bin/python"
trap '"$here/postgres.sh" stop || true' EXIT
"$@"
