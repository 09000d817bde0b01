# Rounds. `make run` and `make test` need only Go, Node/npm and gcc/make.
GO      ?= go
NPM     ?= npm
SOAK    ?= 60m
ENGINE  := load/engine/npm/node_modules/.package-lock.json
LINT    := $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
ROOM    := $(or $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 8000000 { print "/dev/shm" }'),$(TMPDIR),/tmp)
# Go builds where it did; what its tests make lies in memory.
GOTEST  := $(GO) test -exec 'env -u GOTMPDIR'
IN_MEMORY = dir=$$(mktemp -d "$(ROOM)/rounds-test.XXXXXX") && trap 'rm -rf "$$dir"' EXIT INT TERM && GOTMPDIR="$${TMPDIR:-/tmp}" TMPDIR="$$dir"
SOURCES := $(shell find cmd extract transform load schemas pipelines -type f -not -name '*_test.go' -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: run test test-commands test-nights test-rows test-rest race lint bench soak clean engine build

run: build engine ## the demo: invented vendors, a night, the answers
	@bin/rounds demo $(ARGS)

build: bin/rounds

bin/rounds: go.mod go.sum $(SOURCES)
	@mkdir -p bin
	$(GO) build -o $@ ./cmd/rounds

engine: $(ENGINE) ## the ClickHouse engine library, pinned by hash

$(ENGINE): load/engine/npm/package-lock.json
	cd load/engine/npm && npm_config_update_notifier=false $(NPM) ci --ignore-scripts --no-audit --no-fund
	@touch $@

# Three at a time, the longest first: one alone leaves a core idle while the engine writes. The tests' warehouses lie in memory where there
# is plenty: hundreds of them would wait for the disk half of the time.
test: build engine
	@$(IN_MEMORY) $(MAKE) --no-print-directory -j3 test-nights test-commands test-rows test-rest

test-commands:
	$(GOTEST) -timeout 40m ./cmd/...

test-nights:
	$(GOTEST) -timeout 40m -skip 'Truth|BetweenSweeps' ./pipelines/... ./load/...

test-rows:
	$(GOTEST) -timeout 40m -run 'Truth|BetweenSweeps' ./pipelines

test-rest:
	$(GOTEST) -timeout 40m ./docs/... ./extract/... ./schemas/... ./transform/...

race: build engine ## the race detector where goroutines are; the vendors' sources run under it in the nights of pipelines
	@$(IN_MEMORY) $(GOTEST) -race -timeout 60m -skip 'Truth|BetweenSweeps' ./pipelines/... ./load/... ./extract/rest

lint:
	$(LINT) run ./...

bench: build engine ## docs/performance.md holds the table
	$(GO) test -run '^$$' -bench . -benchtime 1x -timeout 60m ./pipelines/bench/...

soak: build engine ## every resource and every exported line of the demo's town, then SOAK of kills, races and accidents
	@$(IN_MEMORY) $(GOTEST) -tags soak -timeout 0 -v -run 'Soak(Export|Resources)' ./pipelines
	@$(IN_MEMORY) ROUNDS_SOAK=$(SOAK) $(GOTEST) -tags soak -race -timeout 0 -v -run 'Soak(Kills|Nights|Races|Lives)' ./pipelines

clean:
	rm -rf bin .rounds/demo .rounds/sandbox load/engine/npm/node_modules
