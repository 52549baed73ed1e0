# Sourced by run.sh and test.sh: makes .venv with any Python from 3.10 on and installs locked packages into it:
# with extras="run" what batches need, with extras="all" everything (the tools of the tests, and Spark: 450 MB).

usable() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1
}

if [ ! -x .venv/bin/python ] || ! usable .venv/bin/python; then
  found=
  for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.10 python; do
    if usable "$python"; then
      found=$python
      break
    fi
  done
  if [ -z "$found" ]; then
    echo "kzextract needs Python 3.10 or newer with the modules venv and ensurepip; none was found." >&2
    echo "Install one (on Debian and Ubuntu: apt-get install python3 python3-venv), or name it: PYTHON=/path/to/python $0" >&2
    exit 1
  fi
  echo "Making .venv with $("$found" --version)" >&2
  rm -rf .venv
  "$found" -m venv .venv
fi

export KZEXTRACT_COMPILE="${KZEXTRACT_COMPILE:-auto}"

# Installed again only when what is to be installed has changed, when somebody has compiled it or undone that
# since, and a compiled package also when its sources have changed.
state() {
  cat requirements.lock pyproject.toml hatch_build.py
  echo "$KZEXTRACT_COMPILE"
  ls kzextract__mypyc* 2>/dev/null || echo "not compiled"
}

current() {
  state | cmp -s - ".venv/installed-$1" || return 1
  [ ! -f "$(echo kzextract__mypyc*)" ] || [ -z "$(find kzextract -name '*.py' -newer .venv/installing)" ]
}

install() {
  .venv/bin/python -m pip install -qq --disable-pip-version-check "$@"
}

if ! current all && { [ "$extras" = all ] || ! current run; }; then
  echo "Installing the packages of requirements.lock, and compiling kzextract where there is a C compiler" >&2
  echo "(once; two minutes, more on a slow line; KZEXTRACT_COMPILE=0 leaves the compiling out)" >&2
  rm -f .venv/installed-*
  : > .venv/installing
  if [ "$extras" = all ]; then
    install -r requirements.lock
    install --no-deps --editable .
  else
    install --constraint requirements.lock --editable '.[batch,pandas,review]'
  fi
  state > ".venv/installed-$extras"
fi
