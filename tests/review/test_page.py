"""The report page: self-contained, harmless whatever the texts hold, with a label for everything it shows."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import msgspec
from conftest import RELEASES
from documents import by_hand
from page_data import data_of

from kzextract import Document, extract_many
from kzextract.lexicon import load_csv, load_toml
from kzextract.pages import static
from kzextract.review import page as page_module
from kzextract.review.page import page
from kzextract.review.payload import utf16_offset

HOSTILE = "</script><script>alert(1)</script>{{script}}<!-- \u202e\u2028 & <img src=x onerror=alert(1)>"


def test_nothing_is_fetched_from_elsewhere() -> None:
    html = page([by_hand(), by_hand()])
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!#|data:)[^"']*""", html.split("<script")[0])
    assert "@import" not in html and "url(" not in html.split("<script")[0]
    assert "default-src &#x27;none&#x27;" in html


def test_policy_names_the_hashes_of_the_only_script_and_style() -> None:
    html = page([by_hand()])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    for tag in ("script", "style"):
        [body] = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src &#x27;sha256-{digest}&#x27;" in policy.group(1)


def test_hostile_text_stays_text() -> None:
    document = Document(id=HOSTILE, text=HOSTILE, lang="ru")
    html = page([document], title=HOSTILE)
    assert html.count("<script") == 2
    assert "<img" not in html
    assert data_of(html)["documents"][0]["text"] == HOSTILE
    assert data_of(html)["title"] == HOSTILE


def test_offsets_are_those_of_the_browser() -> None:
    document = by_hand()
    payload = data_of(page([document]))["documents"][0]
    units = payload["text"].encode("utf-16-le")
    for record, item in zip(
        [*document.entities, *document.claims], [*payload["entities"], *payload["claims"]], strict=True
    ):
        start, end = item["span"]
        assert units[2 * start : 2 * end].decode("utf-16-le") == record.text
    assert utf16_offset("no emoji")(5) == 5


def test_every_label_that_the_script_asks_for_exists() -> None:
    script = static("kzextract.pages", "dom.js") + static("kzextract.review", *page_module.SCRIPTS)
    labels = load_toml("labels")
    assert set(re.findall(r"\bt\('([a-z_]+)'\)", script)) <= labels["page"].keys()
    assert set(re.findall(r"\bword\('([a-z_]+)'", script)) <= labels.keys()
    for table in labels.values():
        for code, words in table.items():
            assert len(words) == 2, code


def test_every_code_of_the_lexicon_has_a_label() -> None:
    labels = load_toml("labels")
    codes = set(
        re.findall(
            r'"((?:[a-z_]+\.)+[a-z_]+|population|protection_order)"', json.dumps(load_toml("indicators"))
        )
    )
    assert len(codes) > 50
    assert codes - labels["codes"].keys() == set()


def test_every_check_has_a_label() -> None:
    findings = [
        f
        for d in extract_many(p.read_text(encoding="utf-8") for p in RELEASES.glob("*.txt"))
        for f in d.findings
    ]
    assert len(findings) > 50
    assert {f.check for f in findings} <= load_toml("labels")["checks"].keys()


def test_tile_map_has_the_20_regions_each_in_its_place() -> None:
    tiles = load_csv("tiles")
    assert len({tile["ref"] for tile in tiles}) == 20
    assert len({(tile["row"], tile["col"]) for tile in tiles}) == 20
    names = {row["ref"]: row["name"] for row in load_csv("places")}
    assert {tile["ref"]: tile["name_ru"] for tile in tiles} == {
        tile["ref"]: names[tile["ref"]] for tile in tiles
    }


def test_claims_carry_their_slots_and_region() -> None:
    first, second = data_of(page([by_hand()]))["documents"][0]["claims"]
    assert first["amount"] == ["1,5–2 кг", "1.5–2 kg"]
    assert first["place"]["region"] == "710000000"
    assert second["value"] == "-10"
    assert second["part_of"] == "c1"


def test_one_document_is_titled_by_its_headline() -> None:
    document = msgspec.structs.replace(
        by_hand(), text=" date 2025-12-11 Краж стало меньше. Дальше.", entities=(), claims=()
    )
    assert data_of(page([document]))["documents"][0]["title"] == "Краж стало меньше."
