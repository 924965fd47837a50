# make chat · make test · make serve · make token · make clock · make predict · make bench · make screenshots · make tune
PYTHON_IN_VENV := .venv/bin/python
QUIETLY := PYTHONWARNINGS=ignore TF_CPP_MIN_LOG_LEVEL=3 SQLALCHEMY_SILENCE_UBER_WARNING=1 RASA_TELEMETRY_ENABLED=false
export ACCOUNT SESSION FORWARD QUESTIONS OUT

.PHONY: chat test serve token clock predict bench screenshots tune setup train lint validate
.DEFAULT_GOAL := chat

setup:
	@tools/setup.sh

train: setup
	@$(QUIETLY) $(PYTHON_IN_VENV) -m tools.train

chat: setup
	@$(QUIETLY) $(PYTHON_IN_VENV) -m tools.chat

serve: setup
	@$(QUIETLY) $(PYTHON_IN_VENV) -m tools.serve

token: setup
	@$(QUIETLY) $(PYTHON_IN_VENV) -m tools.token

clock: setup
	@$(PYTHON_IN_VENV) -m tools.clock

predict: train
	@$(QUIETLY) $(PYTHON_IN_VENV) -m tools.predict

lint: setup
	@$(PYTHON_IN_VENV) -m ruff check . && $(PYTHON_IN_VENV) -m mypy .

validate: setup
	@$(QUIETLY) $(PYTHON_IN_VENV) -m rasa data validate --fail-on-warnings --max-history 4

bench: train
	@$(QUIETLY) $(PYTHON_IN_VENV) -m benchmarks

screenshots: train
	@$(QUIETLY) $(PYTHON_IN_VENV) -m tools.screenshots

tune: setup
	@tools/tune/tune.sh

test: lint train validate
	@$(QUIETLY) $(PYTHON_IN_VENV) -m pytest
