"""A user's own lexicon: each entry in all cases of its nouns, errors with their line, no effect elsewhere."""

from __future__ import annotations

import pickle
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import kzextract
from kzextract import Document, LexiconError, extract, extract_many
from kzextract.lexicon.lines import line_numbers
from kzextract.lexicon.own import open_lexicon

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "own_cases.toml").read_text(encoding="utf-8"))
WRONG = tomllib.loads((HERE / "wrong.toml").read_text(encoding="utf-8"))["case"]
SENTENCES = [
    (table, wanted, text)
    for table in ("place", "program", "indicator", "unit")
    for wanted, texts in CASES[table].items()
    for text in texts
]
HAY = '[[indicator]]\ncode = "seizure.hay"\nwords = ["сено"]\n'
GRASS = '[[indicator]]\ncode = "seizure.grass"\nwords = ["сено"]\n'
TEXT = "В Астане изъято 5 кг сена."


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lexicon") / "own.toml"
    path.write_text(CASES["lexicon"]["text"], encoding="utf-8")
    return path


@pytest.fixture
def hay(tmp_path: Path) -> Path:
    path = tmp_path / "hay.toml"
    path.write_text(HAY, encoding="utf-8")
    return path


def seen(document: Document, table: str) -> list[Any]:
    """What a document has of what a table adds."""
    if table == "place":
        return [e.ref for e in document.entities if e.type == "PLACE"]
    if table == "program":
        return [e.name for e in document.entities if e.type == "PROGRAM"]
    if table == "indicator":
        return [c.indicator and c.indicator.code for c in document.claims]
    return [f"{c.value} {c.unit}" for c in document.claims]


def codes(document: Document) -> list[str | None]:
    return seen(document, "indicator")


@pytest.mark.parametrize(("table", "wanted", "text"), SENTENCES, ids=[text for _, _, text in SENTENCES])
def test_each_entry_in_all_cases(own: Path, table: str, wanted: str, text: str) -> None:
    assert seen(extract(text, lexicon=own), table)[:1] == [wanted]
    assert wanted not in seen(extract(text), table)


def test_a_claim_knows_the_place_and_what_it_lies_in(own: Path) -> None:
    text = "Астана. В Новожанаталаповке изъято 5 кг наркотиков."
    document = extract(text, lexicon=own, place="330000000")
    place = next(e for e in document.entities if e.type == "PLACE" and e.name == "Новожанаталаповка")
    assert (place.kind, place.parent) == ("settlement", "434630100")
    assert document.claims[0].place is not None
    assert document.claims[0].place.ref == "x-zhanatalap-2"


def test_the_callers_place_may_be_of_the_lexicon(own: Path) -> None:
    claim = extract("Изъято 5 кг наркотиков.", place="Новожанаталаповка", lexicon=own).claims[0]
    assert claim.place is not None
    assert claim.place.ref == "x-zhanatalap-2"
    records = [{"text": "Изъято 5 кг наркотиков.", "place": "Новожанаталаповка"}]
    assert next(extract_many(records, lexicon=own)).claims == (claim,)
    with pytest.raises(ValueError, match="Новожанаталаповка"):
        next(extract_many(records))


@pytest.mark.parametrize("case", WRONG, ids=[f"{c.get('key', 'syntax')}: {c['says']}" for c in WRONG])
def test_what_is_wrong_is_named_with_file_line_and_key(tmp_path: Path, case: dict[str, Any]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(case["text"], encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        extract(TEXT, lexicon=path)
    error = caught.value
    assert (error.line, error.key) == (case["line"], case.get("key", ""))
    assert case["says"] in error.message
    assert str(error).startswith(f"{path}, line {case['line']}")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_what_is_no_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"# one\n" + '[[program]]\nname = "Щит"'.encode("cp1251"))
    with pytest.raises(LexiconError, match="line 3: this is not UTF-8"):
        open_lexicon(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.toml"):
        extract(TEXT, lexicon=tmp_path / "none.toml")


def test_lines_of_keys_in_every_writing() -> None:
    text = "a.b = 1\n[t]\nlong = [\n 1,\n 2,\n]\nlast = '''\n[[x]]\n'''\n"
    text += "[[u.v]]\nk = {m = 1}\n[[u.v]]\n[u.v.w]\nz = 1"
    found = line_numbers(text)
    wanted = {
        ("a", "b"): 1,
        ("t",): 2,
        ("t", "long"): 3,
        ("t", "last"): 7,
        ("u", "v", 0): 10,
        ("u", "v", 0, "k", "m"): 11,
        ("u", "v", 1): 12,
        ("u", "v", 1, "w", "z"): 14,
    }
    assert {path: found[path] for path in wanted} == wanted
    assert ("x", 0) not in found


def test_several_files_add_up(tmp_path: Path, own: Path, hay: Path) -> None:
    document = extract("Изъято 5 тюков сена.", lexicon=[own, hay])
    assert document.claims[0].unit == "bale"
    assert codes(document) == ["seizure.hay"]


def test_pipelines_with_other_lexicons_live_side_by_side(tmp_path: Path, hay: Path) -> None:
    grass = tmp_path / "grass.toml"
    grass.write_text(GRASS, encoding="utf-8")
    pipelines = {
        None: kzextract.load(),
        "seizure.hay": kzextract.load(lexicon=hay),
        "seizure.grass": kzextract.load(lexicon=[grass]),
    }
    plain = codes(extract(TEXT))
    for _ in range(2):
        for wanted, nlp in pipelines.items():
            assert codes(nlp(TEXT)._.kz_document) == ([wanted] if wanted else plain)
    # Streams that take turns, too.
    streams = {wanted: nlp.pipe([TEXT] * 3, batch_size=1) for wanted, nlp in pipelines.items()}
    for _ in range(3):
        for wanted, stream in streams.items():
            assert codes(next(stream)._.kz_document) == ([wanted] if wanted else plain)
    assert kzextract.load() is pipelines[None]


def test_the_pipeline_gives_what_extract_gives(own: Path) -> None:
    nlp = kzextract.load(lexicon=own)
    for _, _, text in SENTENCES[:12]:
        assert nlp(text)._.kz_document == extract(text, lexicon=own)


def test_threads_have_their_own_lexicon(tmp_path: Path, hay: Path) -> None:
    grass = tmp_path / "grass.toml"
    grass.write_text(GRASS, encoding="utf-8")
    given = {"seizure.hay": hay, "seizure.grass": grass, "": None}
    plain = codes(extract(TEXT))
    wrong: list[object] = []

    def work(wanted: str, path: Path | None) -> None:
        for _ in range(20):
            found = codes(extract(TEXT, lexicon=path))
            if found != ([wanted] if wanted else plain):
                wrong.append((wanted, found))

    threads = [threading.Thread(target=work, args=item) for item in given.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_worker_processes_get_it(hay: Path) -> None:
    texts = [TEXT] * 5
    assert [codes(d) for d in extract_many(texts, processes=2, batch_size=2, lexicon=hay)] == [
        ["seizure.hay"]
    ] * 5


def test_a_lexicon_is_opened_once_for_the_same_text(hay: Path) -> None:
    first = open_lexicon(hay)
    assert first is open_lexicon(str(hay))
    assert first is pickle.loads(pickle.dumps(first))
    hay.write_text(GRASS, encoding="utf-8")
    second = open_lexicon(hay)
    assert second is not None and first is not None
    assert second != first
    assert second.digest != first.digest
    assert codes(extract(TEXT, lexicon=hay)) == ["seizure.grass"]


def test_a_wrong_lexicon_raises_before_the_first_text_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[[unit]]\n")
    with pytest.raises(LexiconError, match="line 1, key 'code'"):
        extract_many(["Да."], lexicon=path)
    with pytest.raises(LexiconError, match="line 1, key 'code'"):
        kzextract.load(lexicon=path)
