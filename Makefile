# The commands of this project. `make run` shows it, `make test` proves it.

CARGO ?= cargo
PORT ?= 8080
ASSETS := assets/dist/manifest.json
TARGET := $(or $(CARGO_TARGET_DIR),target)
# Clippy and the documents look on while the tests are compiled, so that nothing is compiled twice.
# Cargo has its own jobs: those of make are none of its business.
CHECKED := MAKEFLAGS= CLIPPY_ARGS=-Dwarnings__CLIPPY_HACKERY__ RUSTC_WORKSPACE_WRAPPER=$(CURDIR)/scripts/checked.sh

.PHONY: run test prepare compile lint stories browser assets bench clean-demo

# Builds what shows the demonstration, makes it and serves it on port 8080.
run: $(ASSETS)
	scripts/run.sh $(PORT)

# Every test there is, the quickest first. What must be fetched is fetched while the first crates compile.
test: $(ASSETS)
	$(CARGO) fmt --all --check
	$(MAKE) --jobs 2 prepare compile
	$(MAKE) lint stories browser

# What tests need besides Rust and Node: Chromium, PostgreSQL, PDF tools, the oracles.
prepare:
	scripts/prepare.sh

assets $(ASSETS): $(shell find assets/styles assets/scripts assets/icons assets/build assets/build.mjs assets/package-lock.json -type f 2>/dev/null)
	cd assets && npm ci --no-audit --no-fund && npm run build

# Compiles the program and every test, with clippy and the documents as errors.
compile: $(ASSETS)
	$(CHECKED) $(CARGO) test --workspace --no-run

# How it is written, what it is made of: formatting, compiling, licences, sources, known faults.
lint: compile
	$(CARGO) fmt --all --check
	scripts/deny.sh

# Rules and stories, on SQLite and PostgreSQL.
stories: compile
	$(CHECKED) scripts/with-postgres.sh $(CARGO) nextest run --workspace
	$(CHECKED) $(CARGO) test --workspace --doc
	cd assets && npm test

# Journeys, accessibility and valid HTML in a real browser.
browser: compile
	cd e2e && npm ci --no-audit --no-fund && EDEFYN_BIN=$(abspath $(TARGET))/debug/edefyn npm test

bench: $(ASSETS)
	$(CARGO) build --release -p edefyn -p bench -p bench-mathematics
	$(CARGO) build --release -p kernel --example writes
	bench/mathematics/run.sh
	bench/writes.sh
	scripts/with-postgres.sh bench/run.sh

clean-demo:
	rm -rf data/demo
