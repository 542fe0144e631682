# The two commands are `make try` and `make test`; each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What was compiled is kept: every process that tests start would do it again.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: try test check faults mutate bench lock clean

try: $(VENV)/.run
	$(BIN)/pullquote try

test: check
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The same kills as in the tests, but 200 of them; then what the tests of docs/safety.md
# measure on their way, with the deadlines of earnest. Figures go to docs/figures.
faults: $(VENV)/.dev
	PULLQUOTE_KILLS=200 PULLQUOTE_SOAK_HOURS=24 $(BIN)/pytest \
	  tests/journeys/test_polling_kill.py tests/journeys/test_outbox_kill.py \
	  tests/journeys/test_soak.py tests/storage/test_power_loss.py
	PULLQUOTE_FIGURES=1 PULLQUOTE_EXAMPLES=100 $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# Breaks what must never be wrong, a piece at a time; lists what no test noticed.
mutate: $(VENV)/.mutate
	PYTHONPATH=. $(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

# Figures go to docs/quality.md; EVAL=DIR names a folder of evaluation data.
bench: $(VENV)/.bench
	$(BIN)/python -m bench $(if $(EVAL),--eval $(EVAL))

# Needs uv; a new lock is a change to be reviewed like any other.
lock:
	uv pip compile --universal --generate-hashes --no-header --upgrade \
	  --group build pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-header --upgrade \
	  -c requirements.lock --group build --group dev pyproject.toml \
	  -o requirements-dev.lock
	uv pip compile --universal --generate-hashes --no-header --upgrade \
	  -c requirements-dev.lock --group bench \
	  -o requirements-bench.lock

$(VENV)/.bench: $(VENV)/.dev requirements-bench.lock
	$(PIP) --require-hashes -r requirements-bench.lock
	touch $@

$(VENV)/.mutate: $(VENV)/.dev requirements-mutate.lock
	$(PIP) --require-hashes -r requirements-mutate.lock
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python requirements.lock pyproject.toml
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q bot digests
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@
