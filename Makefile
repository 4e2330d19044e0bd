# `make run` and `make test` are all one needs: each first brings the environment up to date.

PYTHON ?= python3.11
ARGS ?=
WORKERS ?= 2
unexport PYTHONDONTWRITEBYTECODE # without compiled files every start of Python takes seconds longer

VENV := .venv/bin
# An environment as in production, for `check --deploy`. Nothing connects to it.
PRODUCTION := BASE_URL=https://peergroups.example DATABASE_URL=postgres://db/peergroups \
	REDIS_URL=redis://redis/0 SECRET_KEY=a-key-that-is-long-enough-to-pass-the-check-0123456789-abcdefghij

.PHONY: help install run test check bench truth scale screenshots lock clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

install: ## build .venv from requirements.lock, if that changed
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not on this machine: install Python 3.11, or name it by PYTHON=/path/to/python3.11." >&2; exit 1; }
	@$(PYTHON) -m embedded.install

run: install ## start everything; PORT=8000 chooses the port
	@exec $(VENV)/python -m embedded.run

test: install ## run the whole suite, or what ARGS="tests/meetings -x" names, by WORKERS=2 side by side
	@$(VENV)/python -m embedded.browser
	@$(VENV)/python -m pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)

check: install ## format, lint, types, import contract, migrations, deployment, lock files
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	git ls-files 'templates/*.html' | xargs -r $(VENV)/djade --check --target-version 5.2
	$(VENV)/mypy .
	$(VENV)/lint-imports
	$(VENV)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(VENV)/python manage.py check --deploy --fail-level WARNING
	$(PYTHON) -m embedded.lock --check

bench: install ## measure the pages
	@$(VENV)/python -m bench $(ARGS)

truth: install ## print what of the planted truth is found in three synthetic communities
	@$(VENV)/python -m bench.truth $(ARGS)

scale: install ## measure counting in a large community; ARGS="--members 10000" makes it smaller
	@$(VENV)/python -m bench.scale $(ARGS)

screenshots: install ## take the pictures in docs/screenshots
	@$(VENV)/python -m embedded.browser
	@$(VENV)/python -m bench.screenshots $(ARGS)

lock: install ## write the lock files anew; ARGS=--upgrade takes newer versions
	@$(PYTHON) -m embedded.lock $(ARGS)

clean: ## remove everything that can be made again; the data in var/ stays
	rm -rf .venv staticfiles .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +
