"""What reviewers hand over, and how agreement is counted."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from documents import by_hand
from reviewing import FIRST, decide, items, open_review, texts, write_batch

from kzextract import Document, extract
from kzextract.commands.review import review as command
from kzextract.evaluation.gold import load_gold
from kzextract.evaluation.scoring import score
from kzextract.review.server import exports
from kzextract.review.server.agreement import agreement, kappa
from kzextract.review.server.service import Review


@pytest.fixture
def review(tmp_path: Path) -> Review:
    opened = open_review(write_batch(tmp_path / "out", [*texts(), by_hand()]))
    decide(opened, "one", 0, "accept")
    decide(opened, "one", 1, "reject")
    decide(opened, "one", 2, "fix", patch={"value": "16"}, note="=HYPERLINK(1)")
    opened.add("Борис", "one", (FIRST.index("девять"), FIRST.index("девять") + 6), {"value": "9"})
    decide(opened, "two", 0, "flag", note="?")
    return opened


def rows(body: bytes, separator: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=separator))


def test_jsonl_holds_what_people_accepted(review: Review) -> None:
    [line] = exports.as_jsonl(review).splitlines()
    document = Document.from_json(line)
    assert document.claims[0].text == "девять"
    assert [c.value for c in document.claims] == [9, 1240, 16]
    assert [c.id for c in document.claims] == ["c1", "c2", "c3"]
    for claim in document.claims:
        assert document.text[claim.start : claim.end] == claim.text
    said = json.loads(line)["review"]
    assert not said["complete"]
    assert [said["claims"][c]["review"] for c in ("c1", "c2", "c3")] == ["added", "accepted", "fixed"]
    assert said["claims"]["c1"]["reviewer"] == "Борис"


def test_findings_are_those_of_the_reviewed_numbers(tmp_path: Path) -> None:
    text = "Число краж снизилось на 27,6% — с 16 045 до 11 616."
    review = open_review(write_batch(tmp_path / "out", [extract(text, id="d")]))
    for n in range(3):
        decide(
            review, "d", n, "fix" if n == 0 else "accept", **({"patch": {"value": "72.6"}} if n == 0 else {})
        )
    document = Document.from_json(exports.as_jsonl(review))
    verdicts = {f.check: f.verdict for f in document.findings}
    assert verdicts["change_matches_levels"] == "inconsistent"


def test_csv_and_parquet_have_a_row_a_claim(review: Review) -> None:
    found = rows(exports.as_csv(review))
    assert [row["value"] for row in found] == ["9", "1240", "16"]
    assert [row["review"] for row in found] == ["added", "accepted", "fixed"]
    assert found[2]["review_note"] == "'=HYPERLINK(1)"  # no formula in a spreadsheet
    table = pq.read_table(io.BytesIO(exports.as_parquet(review))).to_pylist()
    assert [row["value"] for row in table] == [Decimal(9), Decimal(1240), Decimal(16)]
    assert [row["reviewer"] for row in table] == ["Борис", "Анна", "Анна"]


def test_an_empty_review_exports_empty_tables(tmp_path: Path) -> None:
    review = open_review(write_batch(tmp_path / "out", texts()))
    assert exports.as_jsonl(review) == b""
    assert rows(exports.as_csv(review)) == []
    assert pq.read_table(io.BytesIO(exports.as_parquet(review))).num_rows == 0
    assert list(exports.gold_files(review)) == []


def test_the_log_has_every_row_with_before_and_after(review: Review) -> None:
    found = rows(exports.as_log(review), ",")
    assert [row["action"] for row in found] == ["accept", "reject", "fix", "add", "flag"]
    assert json.loads(found[2]["after"])["claim"]["value"] == "16"
    assert found[0]["before"] == ""
    assert found[0]["rules"] == "0.1.0+test"


def finish(review: Review, name: str) -> None:
    for n, settled in enumerate(items(review, name)):
        if settled.item.status != "accepted":
            decide(review, name, n, "accept")
    review.finish("Анна", name, True)


def test_gold_is_what_score_takes(review: Review, tmp_path: Path) -> None:
    assert list(exports.gold_files(review)) == []  # nothing is finished yet
    finish(review, "two")
    with zipfile.ZipFile(io.BytesIO(exports.as_gold(review))) as archive:
        assert archive.namelist() == ["two.gold.json"]
        archive.extractall(tmp_path / "gold")
    [gold] = load_gold(tmp_path / "gold")
    machine = texts()[1]
    result = score([gold], [machine])
    assert result.tallies["record"].f1 == 1.0
    assert (
        result.fields["value"].recall
        == result.fields["place"].recall
        == result.fields["period"].recall
        == 1.0
    )
    assert gold.text == machine.text


def test_what_was_corrected_counts_against_the_machine(review: Review, tmp_path: Path) -> None:
    finish(review, "one")
    output = tmp_path / "gold"
    ran = CliRunner().invoke(command, [str(tmp_path / "out"), "--export", "gold", "--output", str(output)])
    assert ran.exit_code == 0, ran.output
    result = score(load_gold(output), [texts()[0]])
    assert result.tallies["quantity"].recall == pytest.approx(3 / 4)  # the one that a person added
    assert result.fields["value"].recall < 1


def test_gold_part_of_points_into_the_list(tmp_path: Path) -> None:
    review = open_review(write_batch(tmp_path / "out", [by_hand()]))
    finish(review, "d1")
    [(name, body)] = exports.gold_files(review)
    assert name == "d1.gold.json"
    assert [claim["part_of"] for claim in json.loads(body)["claims"]] == [None, 0]


def test_file_names_never_leave_the_folder(tmp_path: Path) -> None:
    hostile = [
        "../../evil",
        "/etc/passwd",
        "..",
        "a\x00b",
        "con/../x",
        "nul",
        "A" * 500,
        "a\\b",
        ".hidden",
        "",
    ]
    documents = [msgspec.structs.replace(by_hand(), id=name) for name in hostile]
    review = open_review(write_batch(tmp_path / "out", documents))
    for name in hostile:
        finish(review, name)
    names = [name for name, _ in exports.gold_files(review)]
    assert len(set(names)) == len(hostile)
    for name in names:
        assert (tmp_path / name).resolve().parent == tmp_path.resolve()
        assert not name.startswith(".") and len(name) < 130 and "\\" not in name


@pytest.mark.parametrize("wanted", ["jsonl", "csv", "parquet", "log"])
def test_every_format_on_the_command_line(review: Review, tmp_path: Path, wanted: str) -> None:
    output = tmp_path / "deep" / f"out.{wanted}"
    ran = CliRunner().invoke(command, [str(tmp_path / "out"), "--export", wanted, "--output", str(output)])
    assert ran.exit_code == 0, ran.output
    assert output.read_bytes() == exports.FORMATS[wanted].make(review)


def test_csv_has_the_separators_of_the_country(review: Review, tmp_path: Path) -> None:
    decide(review, "one", 2, "fix", patch={"value": "16.5"})
    for country, separator, value in (("ru", ";", "16,5"), ("en", ",", "16.5")):
        output = tmp_path / f"{country}.csv"
        arguments = ["--export", "csv", "--csv-for", country, "--output", str(output)]
        ran = CliRunner().invoke(command, [str(tmp_path / "out"), *arguments])
        assert ran.exit_code == 0, ran.output
        assert output.read_bytes().startswith("\ufeffdocument".encode())
        assert [row["value"] for row in rows(output.read_bytes(), separator)] == ["9", "1240", value, "16"]


def test_gold_of_nothing_finished_is_said_and_writes_nothing(review: Review, tmp_path: Path) -> None:
    output = tmp_path / "gold"
    ran = CliRunner().invoke(command, [str(tmp_path / "out"), "--export", "gold", "--output", str(output)])
    assert ran.exit_code == 1
    assert "no document is reviewed to the end" in ran.output
    assert not output.exists()


def test_a_folder_without_a_batch_and_a_broken_log_are_named(tmp_path: Path) -> None:
    arguments = ["--export", "csv", "--output", str(tmp_path / "x.csv")]
    ran = CliRunner().invoke(command, [str(tmp_path), *arguments])
    assert ran.exit_code == 1
    assert "holds no batch" in ran.output
    write_batch(tmp_path, texts())
    (tmp_path / "review.sqlite").write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    ran = CliRunner().invoke(command, [str(tmp_path), *arguments])
    assert ran.exit_code == 1
    assert "review.sqlite" in ran.output
    assert CliRunner().invoke(command, [str(tmp_path), "--export", "csv"]).exit_code == 2


def test_kappa_by_hand() -> None:
    # Cohen's own kind of table: 20 + 15 agree of 50, expected 0.5 * 0.6 + 0.5 * 0.4 = 0.5.
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([]) is None
    assert kappa([("y", "n"), ("n", "y")]) == pytest.approx(-1.0)


def test_agreement_slot_by_slot(tmp_path: Path) -> None:
    review = open_review(write_batch(tmp_path / "out", texts()), percent=100)
    for name, patch in (("Анна", {"value": "1"}), ("Борис", {"value": "2"})):
        decide(review, "one", 0, "fix", name, patch=patch)
        decide(review, "one", 1, "accept", name)
        decide(review, "one", 2, "reject" if name == "Анна" else "accept", name)
    start = FIRST.index("девять")
    review.add("Анна", "one", (start, start + 6), {"value": "9"})
    review.finish("Анна", "one", True)
    assert agreement(review) == {"pairs": [], "waiting": 2}
    review.finish("Борис", "one", True)
    [pair] = agreement(review)["pairs"]
    assert pair["claims"] == 4
    assert pair["agreement"] == 0.5
    table = {(a, b): n for a, b, n in pair["table"]}
    assert table == {
        ("fixed", "fixed"): 1,
        ("accepted", "accepted"): 1,
        ("rejected", "accepted"): 1,
        ("added", "absent"): 1,
    }
    assert pair["slots"]["value"]["agreement"] == 0.5
    assert pair["slots"]["unit"] == {"n": 2, "agreement": 1.0, "kappa": 1.0}
    assert pair["differing"] == [
        {"id": "one", "title": pair["differing"][0]["title"], "differences": 3, "open": 3}
    ]
