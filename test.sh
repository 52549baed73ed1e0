#!/bin/sh
# Sets up .venv and runs everything that must pass: ./test.sh [PYTEST OPTIONS]
set -eu
cd "$(dirname -- "$0")"
extras=all
. .ci/venv.sh

.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/pytest -q "$@"
