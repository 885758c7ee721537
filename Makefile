# Everything a contributor runs. `make demo` and `make test` set up what they need themselves.

PYTHON ?= python3
BIN := .venv/bin
ORDERS := examples/orders

.PHONY: demo docs grammar test lint test-python test-extension differential extension benchmark clean

## Check the example, generate its Flink project, compile it, and run it on an embedded Flink.
demo: .venv/installed
	$(BIN)/nexflow check $(ORDERS)
	$(BIN)/nexflow generate $(ORDERS)
	$(BIN)/nexflow run OrderIntake $(ORDERS) \
		--input orders=$(ORDERS)/data/orders.jsonl \
		--lookup customer_service=$(ORDERS)/data/customer_service.jsonl \
		--output accepted_orders=-

## Everything that must hold: style, types, layers, Python, generated Java, TypeScript, VS Code.
test: lint test-python test-extension

lint: .venv/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test-python: .venv/installed
	$(BIN)/pytest --numprocesses=auto --dist=loadgroup --no-loadscope-reorder

## Compare generated Java with the reference evaluation on many random programs: PROGRAMS=2000.
PROGRAMS ?= 2000
differential: .venv/installed
	$(BIN)/python tests/differential/run.py --programs $(PROGRAMS)

test-extension: .venv/installed vscode-extension/node_modules/installed
	cd vscode-extension && npm test
	cd vscode-extension && npm run test:workbench

## Publish the pages of diagnostics, after one has changed: docs/checks/, and the table of codes.
docs: .venv/installed
	$(BIN)/python tests/checks/publish.py

## Package the VS Code extension as vscode-extension/nexflow.vsix.
extension: vscode-extension/node_modules/installed
	cd vscode-extension && npm run package

## Write the parsers anew after a change in peg/ or of what builders there are.
grammar: .venv/installed
	$(BIN)/python -m nexflow_grammar.peg_compiler

benchmark: .venv/installed
	for script in check keystroke grammar memory pathological tables flink; do \
		$(BIN)/python benchmarks/$$script.py || exit 1; \
	done

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --editable . --group dev
	touch $@

vscode-extension/node_modules/installed: vscode-extension/package-lock.json
	cd vscode-extension && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis vscode-extension/node_modules \
		vscode-extension/dist vscode-extension/.cache examples/*/generated
