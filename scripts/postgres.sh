#!/usr/bin/env bash
# Starts or stops a PostgreSQL server for tests, on loopback, with its data under target/.
# usage: scripts/postgres.sh start|crash|stop|remove   (start prints the address; crash ends the
# server without its leave and starts it again; remove takes its data too). POSTGRES_FSYNC=on makes
# it durable, to measure it.
set -euo pipefail
cd "$(dirname "$0")/.."
# A port for each clone, so that tests of two at once do not end each other's server.
port="${EDEFYN_TEST_POSTGRES_PORT:-$((50000 + $(pwd | cksum | cut -d " " -f 1) % 10000))}"
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v postgres || echo /nonexistent/postgres)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL is missing: install the package postgresql" >&2; exit 1; }

# initdb refuses to run as root; the data then belongs to the user postgres.
run=() data="$PWD/target/postgres-$port"
if [ "$(id -u)" = 0 ]; then
  id postgres >/dev/null 2>&1 || useradd --system postgres
  data="/var/tmp/edefyn-test-postgres-$port"
  run=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups)
fi

case "${1:-}" in
start)
  mkdir -p "$data" && [ "$(id -u)" != 0 ] || chown postgres "$data"
  [ -f "$data/PG_VERSION" ] || "${run[@]}" "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --no-locale >/dev/null
  "${run[@]}" "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1 ||
    "${run[@]}" "$bin/pg_ctl" -D "$data" -w -l "$data/log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=${POSTGRES_FSYNC:-off} -c max_connections=200" start >/dev/null
  echo "postgres://postgres@127.0.0.1:$port/postgres"
  ;;
crash) "${run[@]}" "$bin/pg_ctl" -D "$data" -w -m immediate -l "$data/log" restart >/dev/null ;;
stop) "${run[@]}" "$bin/pg_ctl" -D "$data" -m fast stop >/dev/null ;;
remove) "${run[@]}" "$bin/pg_ctl" -D "$data" -m immediate stop >/dev/null; rm -rf "$data" ;;
*) echo "usage: $0 start|crash|stop|remove" >&2; exit 2 ;;
esac
