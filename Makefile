# The commands of this project. `make run` shows it, `make test` proves it.

CARGO ?= cargo
PORT ?= 8080
ASSETS := assets/dist/manifest.json

.PHONY: run test check lint stories assets browser bench oracles postgres clean-demo

# Builds everything, makes the demonstration and serves it on port 8080.
run: $(ASSETS)
	scripts/run.sh $(PORT)

# Every test there is.
test: prepare lint stories browser

# What tests need besides Rust and Node: Chromium, PostgreSQL, PDF tools, the oracles.
.PHONY: prepare
prepare: $(ASSETS)
	scripts/prepare.sh

assets $(ASSETS): $(shell find assets/styles assets/scripts assets/icons assets/build assets/build.mjs assets/package-lock.json -type f 2>/dev/null)
	cd assets && npm ci --no-audit --no-fund && npm run build

lint: $(ASSETS)
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings -A rustdoc::private_intra_doc_links" $(CARGO) doc --workspace --no-deps
	scripts/deny.sh

# Rules and stories, on SQLite and PostgreSQL.
stories: $(ASSETS)
	scripts/with-postgres.sh $(CARGO) nextest run --workspace
	$(CARGO) test --workspace --doc
	cd assets && npm test

# Journeys, accessibility and valid HTML in a real browser.
browser: $(ASSETS)
	$(CARGO) test --workspace --no-run
	cd e2e && npm ci --no-audit --no-fund && EDEFYN_BIN=$(CURDIR)/target/debug/edefyn npm test

bench: $(ASSETS)
	$(CARGO) build --release -p edefyn -p bench -p bench-mathematics
	bench/mathematics/run.sh
	scripts/with-postgres.sh bench/run.sh

clean-demo:
	rm -rf data/demo
