#!/bin/sh
# Sets up .venv and runs everything that must pass: ./test.sh [PYTEST OPTIONS]
set -eu
cd "$(dirname -- "$0")"
extras=all
. .ci/venv.sh

# The tests of the review page drive the system's Chromium; without one they are skipped, and fail where CI is set.
if ! command -v chromium >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the tests of the review page" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >&2 ||
    echo "Chromium could not be installed" >&2
fi

.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/pytest -q "$@"
