# Needs make, bash and any Python >= 3.11; the rest is installed into .venv from requirements.lock.
VENV := .venv
JOBS := 2
LAB :=
BASE_PYTHON := python3.11 python3.12 python3.13 python3.14 python3 python

SHELL := bash
PYTHON := $(VENV)/bin/python
RUN := PATH="$(abspath $(VENV)/bin):$$PATH" $(PYTHON)
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input

# Work is spread over processes, so each keeps its linear algebra to one thread.
grade test test-all: export OPENBLAS_NUM_THREADS := 1
grade test test-all: export OMP_NUM_THREADS := 1
grade test test-all: export MPLBACKEND := Agg

.DEFAULT_GOAL := help
.PHONY: help grade test test-all build lab

help:
	@echo "make VERB, where VERB is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo "The first one sets up $(VENV), which needs the network; after that none does."

grade: $(VENV)/.project-installed ## grade a small demonstration class through nbgrader, from notebooks to feedback pages
	@echo "Grading a demonstration class ..."
	@$(RUN) -m autograder demo

test: $(VENV)/.project-installed ## run the tests: all the fast ones, and one slow one of each kind
	@echo "Running the tests, $(JOBS) at a time ..."
	@$(RUN) -m pytest -n $(JOBS) $(PYTEST_ARGS)

test-all: $(VENV)/.project-installed ## run every test, the slow ones too
	@echo "Running every test, $(JOBS) at a time ..."
	@$(RUN) -m pytest -n $(JOBS) --all $(PYTEST_ARGS)

build: $(VENV)/.project-installed ## make the notebooks in course/release from the lessons; LAB=name builds one
	@echo "Building $(or $(LAB),every lab) ..."
	@$(RUN) -m autograder build $(LAB)

lab: $(VENV)/.project-installed ## open the student notebooks in JupyterLab
	@echo "Opening course/release in JupyterLab; Ctrl-C ends it ..."
	@$(RUN) -m jupyter lab course/release

# The environment, in three steps: an interpreter, the locked packages, this project in place.

define FIND_PYTHON
base=; unfit=; \
for candidate in $(BASE_PYTHON); do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	base="$$candidate"; \
	"$$candidate" -c 'import ensurepip, venv' 2>/dev/null && break; \
	unfit="$$candidate"; base=; \
done; \
if [ -z "$$base" ]; then \
	if [ -n "$$unfit" ]; then \
		echo "$$unfit cannot make a virtual environment: install its venv module (on Debian: python3-venv)." >&2; \
	else \
		echo "Python 3.11 or newer is needed and none was found among: $(BASE_PYTHON). Name one with BASE_PYTHON=path." >&2; \
	fi; \
	exit 2; \
fi
endef

$(PYTHON):
	@$(FIND_PYTHON); \
	echo "Making $(VENV) with $$("$$base" --version) ..."; \
	"$$base" -m venv --clear $(VENV)

# pip says three lines a package; the count of them is kept as a sign of life.
$(VENV)/.lock-installed: requirements.lock | $(PYTHON)
	@total=$$(grep -c '^[a-z].*==' $<); \
	echo "Installing the $$total packages of $< (a few minutes the first time) ..."; \
	set -o pipefail; \
	$(PIP) install --require-hashes -r $< | \
	awk -v total="$$total" \
		'/^(Collecting|Ignoring|Requirement already)/ && ++n % 25 == 0 { print "  " n " of " total; fflush() } \
		/^Installing collected/ { print "  unpacking"; fflush() }' || \
	{ echo "Installing failed: pip's reason is above. Once mended, the same command goes on from there." >&2; exit 2; }
	@touch $@

# Editable, so that an edit counts at once; without build isolation, so that nothing comes from outside the lock.
$(VENV)/.project-installed: pyproject.toml $(VENV)/.lock-installed
	@echo "Installing this project into $(VENV) ..."
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
