# One environment in .venv, made from the constraints so that every machine gets the same versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := .ci/constraints.txt
STAMP := $(VENV)/.installed
OTHERS := .venv-exchange
export HF_HUB_OFFLINE := 1
export TRANSFORMERS_OFFLINE := 1
# Byte code is kept, also where the environment says no: else each of the many processes that the
# tests and the program start compiles all modules again.
unexport PYTHONDONTWRITEBYTECODE
# What is installed is compiled when it is first imported, and most of it never is: half the time.
export PIP_NO_COMPILE := 1

.PHONY: run libraries test test-all exchange-cut durability-cut test-training test-durability test-gpu test-exchange test-hostile others-software lint format bench gpu-check dist weights docs help-pictures translations clean

run: libraries $(STAMP)  ## open the application (on the sample project the first time)
	$(BIN)/lvit app

libraries:  ## see to the system libraries of Qt, or say the command that does
	@PYTHON=$(PYTHON) .ci/system-libraries

WORKERS = 2
PYTEST = QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope

# One more than cores: these tests also wait, for disks, timers and other processes.
test exchange-cut durability-cut: WORKERS = 3

test: $(STAMP)  ## the tests of every day, without a screen
	$(PYTEST) -m "not training and not durability and not gpu and not hostile and not exchange"

exchange-cut: $(STAMP)  ## formats, without other people's software and without what is thorough
	$(PYTEST) -m "exchange and not thorough"

test-all: $(STAMP)  ## all tests, the long ones too
	$(PYTEST)

durability-cut: export LVIT_DURABILITY_MINUTES = 3
durability-cut: $(STAMP)  ## three minutes of kills, power cuts and failing disks
	$(PYTEST) -m durability tests/durability tests/hostile/test_two_at_once.py

test-training test-durability test-gpu test-exchange test-hostile: test-%: $(STAMP)  ## one suite
	$(PYTEST) -m $*

test-exchange: export LVIT_EXAMPLES ?= 40
test-exchange: others-software  ## the exchange, with 40 random projects a format

others-software: $(OTHERS)/.installed  ## what reads exports in tests; dciodvfy is Debian's package dicom3tools
	$(BIN)/pip install --quiet --constraint $(CONSTRAINTS) -e '.[exchange]'

# Programs that must not come into our own environment get one beside it, which sees ours.
$(OTHERS)/.installed: $(STAMP) .ci/others-software.txt
	test -x $(OTHERS)/bin/python || $(BIN)/python -m venv $(OTHERS)
	$(BIN)/python -c 'import site; print(site.getsitepackages()[0])' \
		> "$$($(OTHERS)/bin/python -c 'import site; print(site.getsitepackages()[0])')/ours.pth"
	$(OTHERS)/bin/pip install --quiet --no-deps -r .ci/others-software.txt
	touch $@

lint: $(STAMP)  ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)  ## the performance goals as numbers
	@for name in app canvas exchange predict train; do $(BIN)/lvit bench $$name --json || exit 1; done

gpu-check:  ## figures of the CUDA device at hand, in under 6 minutes; needs few packages and no network
	$(PYTHON) -m lvit_core.cli.benches.gpu --json

dist: $(STAMP)  ## a program in one folder, which must start and predict
	$(BIN)/pip install --quiet --constraint $(CONSTRAINTS) -e '.[app,dist]'
	$(BIN)/pyinstaller --noconfirm --clean build.spec
	$(BIN)/python -m tests.dist_smoke dist/LViT-Annotator

$(STAMP): pyproject.toml $(CONSTRAINTS)
	@echo "Setting up .venv; this takes a few minutes, once."
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint $(CONSTRAINTS) 'torch==2.13.0'
	$(BIN)/pip install --quiet --constraint $(CONSTRAINTS) -e '.[app,test,lint,fast,docs]'
	touch $(STAMP)

DATA ?= ../shared/data
weights: $(STAMP)  ## rebuild the bundled models from public data (a working day on two cores)
	nice $(BIN)/lvit weights nuclei --data $(DATA) --minutes 180
	nice $(BIN)/lvit weights fluorescence --data $(DATA) --minutes 60
	nice $(BIN)/lvit weights nuclei-open --data $(DATA) --minutes 62
	nice $(BIN)/lvit weights chest --data $(DATA) --minutes 120

help-pictures: $(STAMP)  ## the pictures of the guides, made from the running window
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m docs.help_pictures

translations: $(STAMP)  ## gather the texts of the window and compile their translations
	$(BIN)/python -m docs.translations

docs: $(STAMP)  ## the reference of the Python API and of the actions
	$(BIN)/python docs/build.py

clean:
	rm -rf build dist $(VENV) $(OTHERS) .pytest_cache .mypy_cache .ruff_cache .hypothesis
