# `make run` and `make test` do all set-up themselves. docs/ tells what else there is.
PYTHON ?= python3
BIN := .venv/bin
unexport PYTHONDONTWRITEBYTECODE # dozens of our programs start in a run of the tests: compiled once is enough

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench soak audit pictures lock

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: ## Install what is missing (every other command does it too)
	@$(PYTHON) deploy/setup.py test

# setpriv: should make itself be killed, the portal is told to end.
run: ## Run the portal with its own database, queue and mailbox; FRESH=1 starts over, PORT=8080 moves it
	@$(PYTHON) deploy/setup.py run
	@exec setpriv --pdeathsig TERM $(BIN)/portal run

# Three on the two cores they are meant for: a test that drives a browser or a server mostly waits for it.
test: setup lint ## Run every check and test; TESTS="-k autosave" picks some
	@$(BIN)/pytest --numprocesses=3 --dist=worksteal $(TESTS)

lint: setup ## Style, types and who may import whom
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup ## Measure side by side with the floors; writes bench/results.json
	@$(BIN)/python -m bench

soak: setup ## Make faults under load and count what was lost; SOAK_FULL=1 makes many more
	@$(BIN)/python -m bench.soak

audit: setup ## Look for known weaknesses in the pinned packages (asks the package registries)
	@$(BIN)/python deploy/audit.py

pictures: setup ## Take the README's pictures from a running portal
	@$(BIN)/python deploy/pictures.py

lock: setup ## Pin the packages of pyproject.toml and package.json anew
	@$(BIN)/python deploy/lock.py
