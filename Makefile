# Every target is explained by `make help`.
SHELL := /bin/bash
GO ?= go
TOOL := $(GO) tool -modfile=tools/go.mod

# What test-all runs beside test, one target each.
LONG := office pages lighthouse

.PHONY: help run build check test test-all $(LONG) deps deps-all golden gallery pictures soak fuzz bench assets templ

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: ## show the product: fill ./data with a demo and serve it
	$(GO) run ./cmd/reseller-console demo

build: ## build bin/reseller-console
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/reseller-console ./cmd/reseller-console

check: ## format and vet
	@test -z "$$(gofmt -l cmd internal tools)" || { echo "not gofmt-clean:"; gofmt -l cmd internal tools; exit 1; }
	$(GO) vet ./...
	cd tools && $(GO) vet ./...

test: deps check ## install what tests need, then run all of them
	$(GO) test -vet=off ./... # check has vetted
	cd tools && $(GO) test -vet=off ./...

test-all: export TEST_ALL := true
test-all: deps-all test $(LONG) ## run the tests, and what takes longer or needs more; nothing is skipped

office: deps-all ## have LibreOffice read our sheets, and compare every cell
	TEST_ALL=true $(GO) test ./internal/sheet -run Office -count=1

pages: deps ## see every page in every state, language, theme and width, and compare it with its picture
	GALLERY=all LOOK=compare $(GO) test ./internal/journey -count=1 -timeout 60m

deps-all: ## like deps, and LibreOffice
	@build/deps all

deps: ## install Chromium and PostgreSQL from the system's packages, if they are missing and it may
	@build/deps

golden: ## rewrite the golden files from what the code gives now
	$(GO) test ./internal/web -update

soak: ## kill, fill up and cut off the server during intake, two minutes each way, and compare (SOAK=1h for longer)
	SOAK=$${SOAK:-2m} $(GO) test ./internal/soak -v -count=1 -timeout 0

pictures: ## rewrite the pictures of pages from how they look now
	LOOK=update $(GO) test ./internal/journey -count=1 -run Pictures

gallery: ## serve every page in every state, language and theme at 127.0.0.1:8090
	@cd internal/web && $(GO) test -run '^TestGallery$$' -count=1 -timeout 0 -v -args -gallery 127.0.0.1:8090

lighthouse: build ## measure the pages of the demo with Lighthouse; needs Node
	build/lighthouse

fuzz: ## fuzz what reads input, 30 s each
	$(GO) test ./internal/usage -run xxx -fuzz FuzzContent -fuzztime 30s
	$(GO) test ./internal/intake -run xxx -fuzz FuzzDecode -fuzztime 30s

bench: ## measure; docs/performance.md explains the figures
	@set -o pipefail; { $(GO) test ./internal/bench -run xxx -bench Intake -benchtime 25x -timeout 20m && \
	$(GO) test ./internal/bench -run xxx -bench Import -benchtime 5x -timeout 20m && \
	$(GO) test ./internal/bench -run xxx -bench Year -benchtime 8s -timeout 20m -v && \
	$(GO) test ./internal/bench -run xxx -bench Sheet -benchtime 3x -timeout 20m && \
	$(GO) test ./internal/api -run xxx -bench SignedUsage -benchtime 20x -timeout 20m && \
	$(GO) test ./internal/sheet -run xxx -bench 'Sheet$$' -benchtime 10x; } | awk -f internal/bench/table.awk

assets: ## bundle third_party and our own styles and scripts into the files that are embedded
	cd tools && $(GO) run ./assets

templ: ## generate Go from the templates of the pages
	$(TOOL) templ generate -path internal/web
