# Everything that this project does is one of these targets; `make help` lists them.
GO ?= go
export CGO_ENABLED = 0
PKGS = ./...

.PHONY: help build run test bench lint fmt clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: bin/gongkai ## build bin/gongkai

.PHONY: bin/gongkai
bin/gongkai:
	@$(GO) build -trimpath -o $@ ./cmd/gongkai

run: node_modules/.package-lock.json build ## crawl, read, check and show the sample counties
	bin/gongkai demo $(ARGS)

test: node_modules/.package-lock.json lint build ## formatting, vet, staticcheck and every test
	$(GO) test -timeout 14m $(PKGS)

bench: node_modules/.package-lock.json ## benchmarks of every package
	$(GO) test -run '^$$' -bench . -benchmem -timeout 60m $(PKGS)

lint: ## gofmt, go vet and staticcheck
	@unformatted=$$(gofmt -l $$(git ls-files '*.go' 2>/dev/null || find . -name '*.go' -not -path './node_modules/*')); \
	  if [ -n "$$unformatted" ]; then echo "not formatted, run make fmt: $$unformatted"; exit 1; fi
	$(GO) vet $(PKGS)
	$(GO) tool staticcheck $(PKGS)

fmt: ## format every Go file
	gofmt -w $$(git ls-files '*.go')

clean: ## remove what was built, never the data
	rm -rf bin

# The embedded ClickHouse comes as an npm package; npm ci writes this file last.
node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@
