#!/usr/bin/env bash
# Installs what the tests need besides Rust and Node, or says in one line what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3 python3-venv)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "Please install: ${missing[*]}   (Debian: sudo apt-get install ${missing[*]})" >&2
    exit 1
  fi
fi

cargo nextest --version >/dev/null 2>&1 || cargo install --locked --quiet cargo-nextest

# Independent implementations that results are held against, and tools that would take minutes to
# compile; again when there are new ones.
oracles="${CARGO_TARGET_DIR:-target}/oracles"
installed="$oracles/oracles.txt"
if ! cmp --silent scripts/oracles.txt "$installed"; then
  [ -x "$oracles/bin/python" ] || python3 -m venv "$oracles"
  "$oracles/bin/pip" install --quiet --disable-pip-version-check -r scripts/oracles.txt
  cp scripts/oracles.txt "$installed"
fi
