#!/bin/sh
# Sets up .venv and extracts every release of a folder: ./run.sh [FOLDER [OUT]]
# Without a folder: the releases that come with kzextract, held against their gold at the end.
set -eu
folder=${1:-}
out=${2:-out}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case $folder in "" | /*) ;; *) folder=$PWD/$folder ;; esac
case $out in /*) ;; *) out=$PWD/$out ;; esac
cd "$here"
extras=run
. .ci/venv.sh

.venv/bin/kzextract batch "${folder:-corpora/releases}" --out "$out"
if [ -z "$folder" ]; then
  .venv/bin/kzextract score corpora/releases "$out"
fi
printf '\n%s\n' "Откройте отчёт в браузере / open the report in a browser:"
.venv/bin/kzextract report "$out"
