# GNU make and a POSIX shell (dash on Debian) are enough; everything else goes into $(VENV).
#   make PYTHON=python3.13 test     another interpreter
#   make CONSTRAINTS= test          with the newest versions instead of the pinned ones
#   make test ARGS='-k dates'       arguments for pytest (or for run.py with make bench)

PYTHON      ?= python3
VENV        ?= .venv
# A pip constraints file: what is installed is the same on any day, on every interpreter. Its path is relative,
# since pip splits the variable at blanks, which a folder's name may hold.
CONSTRAINTS ?= .ci/pins.txt
ARGS        ?=

BIN     := $(VENV)/bin
EXAMPLE := examples/tiktok-ban
# a small record, which cites the first one and is cited there
SECOND  := examples/federation
# a record of another controversy, in another theme
THIRD   := examples/data-transfers
SPHINX  := $(BIN)/python -m sphinx -q -n -W
PIP     := $(BIN)/python -m pip install -q --disable-pip-version-check

ifneq ($(CONSTRAINTS),)
# In the environment, and not as an option: so they hold for what builds the package and the wheel, too.
# The second name is that of newer pips for those builds.
export PIP_CONSTRAINT := $(CONSTRAINTS)
export PIP_BUILD_CONSTRAINT := $(CONSTRAINTS)
else
PIP     += --upgrade --upgrade-strategy eager
endif

.DEFAULT_GOAL := help
.PHONY: help briefing exchange test test-long docs lint types messages wheel beside pins bench bench-check bench-copies bench-data shots clean FORCE

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

briefing: $(VENV)/.have-docs ## build the example briefings and say which page to open
	$(SPHINX) -b html -d $(EXAMPLE)/_build/doctrees $(EXAMPLE) $(EXAMPLE)/_build/html
	$(SPHINX) -b html -d $(SECOND)/_build/doctrees $(SECOND) $(SECOND)/_build/html
	$(SPHINX) -b html -d $(THIRD)/_build/doctrees $(THIRD) $(THIRD)/_build/html
	@echo "The briefing is ready. Open this page in a browser:"
	@echo "$(CURDIR)/$(EXAMPLE)/_build/html/index.html"
	@echo "A smaller one, on data that go from Europe to America:"
	@echo "$(CURDIR)/$(THIRD)/_build/html/index.html"

# Each example holds a copy of the other's export, so that either can be built first and alone.
exchange: $(VENV)/.have-docs ## renew the copies that the two examples hold of each other's record
	$(BIN)/policyrefs export -q $(SECOND) -o $(EXAMPLE)/records/wechat.json
	$(BIN)/policyrefs export -q $(EXAMPLE) -D policyrefs_as_of=2021-07-31 -o $(SECOND)/tiktok.json

# A file at a time, in order: chunks of tests, as xdist cuts them, leave all of the browser and half of the builds to
# one of the two, and make what a file builds once in both.
test: $(VENV)/.have-test ## run the tests on two cores
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

test-long: $(VENV)/.have-test ## run the long property tests
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n 2 -m long $(ARGS)

docs: $(VENV)/.have-docs ## build the documentation
	$(SPHINX) -b html -d docs/_build/doctrees docs docs/_build/html

lint: $(VENV)/.have-lint ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.have-lint ## check types
	$(BIN)/mypy

messages: $(VENV)/.have-test ## gather what can be translated, update and compile the catalogues
	$(BIN)/python -m sphinx_policyrefs.locale.extract

wheel: $(VENV)/.have-package ## build wheel and source archive, and try the wheel in an empty environment
	rm -rf dist
	$(BIN)/python -m build -q
	$(BIN)/twine check --strict dist/*
	.ci/smoke $(BIN)/python dist/*.whl

beside: ## test beside other extensions, in an environment that has them
	@$(MAKE) --no-print-directory VENV=$(VENV)-beside $(VENV)-beside/.have-beside
	$(VENV)-beside/bin/python -m pytest -n 2 tests/build/test_beside.py $(ARGS)

# What is pinned already stays, so that a new requirement moves nothing else; ARGS=--upgrade renews it all.
UV_COMPILE = $(BIN)/uv pip compile -q --universal --python-version 3.11 --no-annotate \
    --custom-compile-command 'make pins' $(ARGS) pyproject.toml .ci/installing.in
pins: $(VENV)/.have-pins ## write the versions of .ci/pins.txt and .ci/lowest.txt; all anew with ARGS=--upgrade
	$(UV_COMPILE) --all-extras -o .ci/pins.txt
	$(UV_COMPILE) --extra test --extra docs -c .ci/lowest.in -o .ci/lowest.txt

# sphinx-needs is installed for the comparison alone, hence an environment of its own.
bench: ## measure builds beside sphinx-needs and plain Sphinx
	@$(MAKE) --no-print-directory VENV=$(VENV)-bench $(VENV)-bench/.have-bench
	$(VENV)-bench/bin/python tests/benchmarks/run.py $(ARGS)

bench-check: ## measure policyrefs check beside reading alone
	@$(MAKE) --no-print-directory VENV=$(VENV)-bench $(VENV)-bench/.have-bench
	$(VENV)-bench/bin/python tests/benchmarks/check.py $(ARGS)

bench-copies: ## measure looking quotations up, cold and unchanged
	@$(MAKE) --no-print-directory VENV=$(VENV)-bench $(VENV)-bench/.have-bench
	$(VENV)-bench/bin/python tests/benchmarks/copies.py $(ARGS)

bench-data: ## measure reading data files beside directives
	@$(MAKE) --no-print-directory VENV=$(VENV)-bench $(VENV)-bench/.have-bench
	$(VENV)-bench/bin/python tests/benchmarks/data.py $(ARGS)

shots: $(VENV)/.have-test ## take pictures of the example in five themes, into _build/shots
	$(BIN)/python tests/browser/shots.py $(ARGS)

clean: ## remove all that make has made
	rm -rf dist .venv .venv-* .mypy_cache .pytest_cache .ruff_cache .hypothesis docs/_build $(EXAMPLE)/_build $(SECOND)/_build $(THIRD)/_build
	find sphinx_policyrefs tests docs examples -name __pycache__ -prune -exec rm -rf {} +

# One stamp for each extra: the package itself is installed in place, so only a change of the
# requirements calls for pip again.
$(VENV)/.have-%: pyproject.toml $(CONSTRAINTS) $(VENV)/.created $(VENV)/.constraints
	@echo "Installing into $(VENV): sphinx-policyrefs[$*]"
	@$(PIP) -e '.[$*]'
	@touch $@

# Other constraints call for pip again, in the same environment too.
$(VENV)/.constraints: FORCE $(VENV)/.created
	@echo '$(CONSTRAINTS)' | cmp -s - $@ || echo '$(CONSTRAINTS)' > $@
FORCE:

# Debian's python3 comes without ensurepip. Its pip can fill the environment instead; without that
# too, root may install the missing package, and anybody else is told its name.
$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "sphinx-policyrefs needs Python 3.11 or later; name one: make PYTHON=python3.13 ..." >&2; exit 1; }
	@if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then \
	    $(PYTHON) -m venv --clear $(VENV); \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1; then \
	    $(PYTHON) -m venv --clear --without-pip $(VENV) && \
	    $(PYTHON) -m pip --python $(BIN)/python install -q pip; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Debian's python3-venv" && \
	    apt-get -qq update && \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends python3-venv >/dev/null && \
	    $(PYTHON) -m venv --clear $(VENV); \
	else \
	    echo "$(PYTHON) cannot create an environment; as root, run: apt install python3-venv" >&2; exit 1; \
	fi
	@touch $@
