#!/usr/bin/env bash
# Builds what shows the demonstration, makes it and serves it; the press, which takes as long again
# to compile, is built beside it meanwhile, and prints what waits as soon as it is there.
# usage: scripts/run.sh PORT
set -euo pipefail
cd "$(dirname "$0")/.."
port="$1" built="${CARGO_TARGET_DIR:-target}/debug"
if [ ! -x "$built/edefyn" ]; then
  echo "The first build compiles every part: some five minutes on two cores that do nothing else."
  echo "The press for PDFs is built after that, while you look around."
fi
cargo build -p edefyn --no-default-features
cargo build --quiet -p press >"$built/press.log" 2>&1 ||
  echo "The press could not be built: see $built/press.log" >&2 &
press=$!
trap 'kill "$press" 2>/dev/null || true' EXIT
"$built/edefyn" demo --serve --data data/demo --listen "127.0.0.1:$port"
