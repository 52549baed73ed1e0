#!/bin/sh
# Sets up .venv and extracts every release of a folder: ./run.sh [FOLDER [OUT]]
# Without a folder: the releases that come with kzextract, held against their gold at the end.
set -eu
folder=${1:-}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case $folder in
  "") out=${2:-$here/out/releases} ;;
  *) out=${2:-$here/out/$(basename -- "$folder")} ;;
esac
case $folder in "" | /*) ;; *) folder=$PWD/$folder ;; esac
case $out in /*) ;; *) out=$PWD/$out ;; esac
cd "$here"
extras=run
. .ci/venv.sh

if [ -z "$folder" ]; then
  .venv/bin/kzextract batch corpora/releases --out "$out" --restart
  .venv/bin/kzextract score corpora/releases "$out"
else
  # Exit code 1 says that some files could not be read: they are named, and the rest is worth a report.
  .venv/bin/kzextract batch "$folder" --out "$out" || [ $? -eq 1 ]
fi
printf '\n%s\n' "Откройте отчёт в браузере / open the report in a browser:"
.venv/bin/kzextract report "$out"
