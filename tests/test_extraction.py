"""extract and extract_many: input errors, batches, processes, the spaCy pipeline and sheets agree."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kzextract
from kzextract import extract, extract_many, extraction
from kzextract.batch.processing import process_records
from kzextract.extraction import MAX_CHARS, extract_batch

TEXTS = [
    "За 9 месяцев 2025 года в Астане зарегистрировано 1 204 кражи, на 12,4% меньше, чем годом ранее.",
    "Об этом сообщил начальник Департамента полиции Серик Ергешов. Изъято 5 кг наркотиков.",
    "",
    "Облыста 5 ұрлық тіркелді және қылмыс саны азайды.",
    "12 345",
]


def test_extract_and_extract_many_agree() -> None:
    assert list(extract_many(TEXTS)) == [extract(text) for text in TEXTS]


def test_a_place_that_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match="'Нарния' is no place"):
        extract("Изъято 5 кг наркотиков.", place="Нарния")
    with pytest.raises(TypeError, match="place must be a str"):
        extract("Изъято 5 кг наркотиков.", place=550000000)  # type: ignore[arg-type]
    records = [{"text": "Изъято 5 кг.", "place": place} for place in ("550000000", "", "Нарния")]
    with pytest.raises(ValueError, match="record 2: 'Нарния'"):
        list(extract_many(records))
    known = next(extract_many(records[:1])).claims[0].place
    assert known is not None and known.ref == "550000000"
    # What a scraper took for a region must not cost the batch an article.
    assert len(extract_batch(0, records, any_place=True)) == 3
    assert all(isinstance(made, kzextract.Document) for made in process_records(records))


def test_batch_size_changes_nothing() -> None:
    texts = TEXTS * 7
    assert list(extract_many(texts, batch_size=1)) == list(extract_many(texts, batch_size=100))


@pytest.mark.parametrize(
    "method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()]
)
def test_processes_give_the_same_in_order(method: str) -> None:
    # In a process of its own: the start method is set once, and this one has threads.
    program = (
        "import multiprocessing, kzextract\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.set_start_method({method!r})\n"
        f"    texts = {TEXTS!r} * 20\n"
        "    records = [{'text': t, 'id': str(n), 'date': '2025-12-01'} for n, t in enumerate(texts)]\n"
        "    one = list(kzextract.extract_many(records))\n"
        "    two = list(kzextract.extract_many(records, processes=2, batch_size=7))\n"
        "    assert one == two and [d.id for d in two] == [str(n) for n in range(100)]\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


def endless() -> Iterator[str]:
    while True:
        yield from TEXTS


@pytest.mark.parametrize("processes", [1, 2])
def test_texts_are_read_as_needed(processes: int) -> None:
    stream = extract_many(endless(), processes=processes, batch_size=4)
    assert [next(stream).text for _ in range(12)] == [*TEXTS, *TEXTS, *TEXTS[:2]]
    stream.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("processes", [1, 2])
def test_errors_name_the_record(processes: int) -> None:
    records: list[Any] = [{"text": "Изъято 5 кг.", "id": f"a{n}"} for n in range(20)]
    records[13] = {"text": "Изъято \ud800", "id": "broken"}
    with pytest.raises(ValueError, match=r"record 13 \(id 'broken'\).*U\+D800.*character 7"):
        list(extract_many(records, processes=processes, batch_size=4))
    records[13] = 5
    with pytest.raises(TypeError, match="record 13: text must be a str, not int"):
        list(extract_many(records, processes=processes, batch_size=4))


def test_a_failing_stage_names_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    annotate = extraction.annotate

    def failing(sheets: Any, lexicon: Any) -> None:
        if any("беда" in sheet.text for sheet in sheets):
            raise KeyError("stage")
        annotate(sheets, lexicon)

    monkeypatch.setattr(extraction, "annotate", failing)
    with pytest.raises(RuntimeError, match="record 12: KeyError: 'stage'"):
        extract_batch(10, ["Да.", "Нет.", "беда", "Да."])


@pytest.mark.parametrize("text", [None, 5, b"bytes", ["list"]])
def test_what_is_no_text_is_a_type_error(text: Any) -> None:
    with pytest.raises(TypeError, match="must be a str"):
        extract(text)


def test_the_size_limit_is_named() -> None:
    with pytest.raises(ValueError, match=f"the limit is {MAX_CHARS:,}"):
        extract("а" * (MAX_CHARS + 1))


@pytest.mark.parametrize("options", [{"processes": 0}, {"batch_size": 0}, {"processes": -1}])
def test_bad_options_raise_at_once(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        extract_many([], **options)


def test_batches_are_bounded_in_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "BATCH_CHARS", 100)
    batches = list(extraction._batches(["а" * 60] * 5, 64))
    assert [(first, len(batch)) for first, batch in batches] == [(0, 2), (2, 2), (4, 1)]


@pytest.mark.parametrize(
    "date", ["2025-12-01", "2025-12-01T10:00:00", dt.date(2025, 12, 1), dt.datetime(2025, 12, 1, 9)]
)
def test_dates(date: Any) -> None:
    assert extract("Да.", date=date).meta.date == dt.date(2025, 12, 1)


def test_a_date_that_is_none_raises() -> None:
    with pytest.raises(TypeError, match="date must be"):
        extract("Да.", date=5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="isoformat"):
        extract("Да.", date="вчера")


def test_the_spacy_pipeline_gives_the_same_documents() -> None:
    nlp = kzextract.load()
    for text, doc in zip(TEXTS, nlp.pipe(TEXTS), strict=True):
        assert doc.text == text
        assert doc._.kz_document == extract(text)
        for entity in doc.spans["kz_places"]:
            assert text[entity.start_char : entity.end_char] == entity.text


def test_stages_work_in_a_pipeline_of_somebody_else() -> None:
    import spacy

    nlp = spacy.blank("ru")
    nlp.add_pipe("kzextract")
    doc = nlp(TEXTS[1])
    assert [c.text for c in doc._.kz_document.claims] == [c.text for c in extract(TEXTS[1]).claims]


def test_extract_imports_no_spacy() -> None:
    program = (
        "import sys, kzextract; kzextract.extract('В Астане изъято 5 кг наркотиков.')\n"
        "loaded = {'spacy', 'natasha', 'pandas', 'pyarrow', 'slovnet', 'navec'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(loaded)) or 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_a_table_has_for_text_is_taken_as_text() -> None:
    numpy = pytest.importorskip("numpy")
    record = {
        "text": "Раскрыто 5 краж.",
        "id": numpy.int64(7),
        "url": float("nan"),
        "source": Path("a", "b.csv"),
    }
    [document] = extract_many([record])
    assert (document.id, document.meta.url) == ("7", None)
    assert document.meta.source == str(Path("a", "b.csv"))
    assert extract("Раскрыто 5 краж.", id=5).id == "5"  # type: ignore[arg-type]
