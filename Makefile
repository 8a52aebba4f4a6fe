# Everything that this project does is one of these targets; `make help` lists them.
GO ?= go
export CGO_ENABLED = 0
# For all alike: else what is built, vetted and tested would be compiled apart.
export GOFLAGS := $(strip $(GOFLAGS) -trimpath)
PKGS = ./...

.PHONY: help build run test test-full bench bench-all pictures lint vuln fmt clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: bin/gongkai ## build bin/gongkai

.PHONY: bin/gongkai
bin/gongkai:
	@$(GO) build -o $@ ./cmd/gongkai

run: node_modules/.package-lock.json build ## crawl, read, check and show the sample counties
	bin/gongkai demo $(ARGS)

# The files of tests are many and soon gone: in memory, where there is room and programs may be run from it, they spare
# the kernel half of its work. What is built stays where it is.
scratch = $(or $(TMPDIR),$(shell d=$$(mktemp -d /dev/shm/gongkai.XXXXXX 2>/dev/null) && cp /bin/true $$d && $$d/true && \
  df -Pk $$d | awk 'NR == 2 && $$4 > 2000000 {print "/dev/shm"}'; rm -rf "$$d"),/tmp)
in_scratch = GOTMPDIR=$(or $(GOTMPDIR),$(TMPDIR),/tmp) TMPDIR=$(scratch)

test: node_modules/.package-lock.json lint build ## formatting, vet, staticcheck and every test
	@$(in_scratch) $(GO) test -vet=off -timeout 60m -parallel 4 $(PKGS)

test-full: node_modules/.package-lock.json lint build ## every test, those of faults, attacks and endurance in their long form
	@mkdir -p bin && rm -f bin/counts
	@$(in_scratch) GONGKAI_FULL=1 GONGKAI_COUNTS=$(CURDIR)/bin/counts $(GO) test -count=1 -timeout 120m $(PKGS); status=$$?; sort bin/counts 2>/dev/null; exit $$status

bench: node_modules/.package-lock.json ## what bench/suite.tsv names, beside what was kept; ARGS=-keep keeps it
	$(GO) run ./cmd/bench $(ARGS)

bench-all: node_modules/.package-lock.json ## benchmarks of every package
	$(GO) test -run '^$$' -bench . -benchmem -timeout 60m $(PKGS)

pictures: node_modules/.package-lock.json ## every page as a picture in bin/pictures, and those of the README
	GONGKAI_REQUIRE_BROWSER=1 GONGKAI_SCREENSHOTS=$(CURDIR)/bin/pictures $(GO) test -count=1 -timeout 14m -run '^TestBrowser$$' ./cmd/gongkai
	cp bin/pictures/figure-1280-zh-light.png doc/report.png

lint: ## gofmt, go vet and staticcheck
	@unformatted=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go' -not -path './node_modules/*')); \
	  if [ -n "$$unformatted" ]; then echo "not formatted, run make fmt: $$unformatted"; exit 1; fi
	$(GO) vet $(PKGS)
	$(GO) tool staticcheck $(PKGS)

VULNDB ?= https://vuln.go.dev
vuln: build ## known vulnerabilities in what the program is made of; VULNDB=file:///FOLDER without a network
	$(GO) run golang.org/x/vuln/cmd/govulncheck@v1.9.0 -db $(VULNDB) -mode binary bin/gongkai

fmt: ## format every Go file
	gofmt -w $$(git ls-files '*.go')

clean: ## remove what was built, never the data
	rm -rf bin

# The embedded ClickHouse comes as an npm package; npm ci writes this file last.
node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@
