#!/usr/bin/env bash
# Checks what is built in: licences, sources, bans, and known faults of crates by the database of
# advisories, of which an older copy serves where none can be fetched.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$(realpath -m "${CARGO_TARGET_DIR:-target}/oracles/bin"):$PATH"
command -v cargo-deny >/dev/null || { echo "cargo-deny is missing: run make prepare" >&2; exit 1; }
cargo deny --all-features check licenses sources bans

cargo deny --all-features fetch db >/dev/null 2>&1 || true
copy=$(ls -d "${CARGO_HOME:-$HOME/.cargo}"/advisory-dbs/advisory-db-*/.git 2>/dev/null | head -n 1 || true)
if [ -n "$copy" ]; then
  cargo deny --all-features --offline check advisories
  echo "advisories: checked against a copy that was fetched on $(date -r "$copy" +%F)"
else
  echo "advisories: NOT CHECKED. No copy of their database is here and none can be fetched." >&2
fi
