#!/usr/bin/env bash
# Stands in the place of rustc for the house's own crates when `make test` builds them: clippy reads
# what it compiles, and the documents of each library are made from the same parts, so that nothing
# is compiled once for the tests, again for clippy and again for the documents. Warnings are errors.
# Cargo must know what clippy is told, or it holds everything for changed the next time.
# usage: CLIPPY_ARGS=-Dwarnings__CLIPPY_HACKERY__ RUSTC_WORKSPACE_WRAPPER=$PWD/scripts/checked.sh cargo …
set -euo pipefail
rustc="$1"
clippy-driver "$@"

shift
kept=() library='' out=''
while [ "$#" -gt 0 ]; do
  case "$1" in
  --test) exit ;;
  --crate-type) [ "$2" != lib ] || library=yes; kept+=("$1" "$2"); shift ;;
  --out-dir) out="$2"; shift ;;
  # What says how to compile; a document needs none of it.
  -C | -Z) shift ;;
  --emit=* | -C* | -Z* | --diagnostic-width=*) ;;
  *) kept+=("$1") ;;
  esac
  shift
done
[ -z "$library" ] || "${rustc%rustc}rustdoc" "${kept[@]}" --out-dir "$out/../../doc" \
  -D warnings -A rustdoc::private_intra_doc_links
