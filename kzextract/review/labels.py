"""What people see instead of codes, in Russian or English; and numbers as people write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from kzextract.lexicon import load_toml
from kzextract.lexicon.own import IndicatorEntry, UnitEntry
from kzextract.lexicon.scope import active, per_lexicon
from kzextract.records import Claim, PeriodSlot

LANGUAGES = ("ru", "en")
# As the text's words are written in the records: «треть» is 0.333.
FRACTIONS = {
    Decimal(x): sign
    for x, sign in (("0.333", "⅓"), ("0.25", "¼"), ("0.5", "½"), ("0.667", "⅔"), ("0.75", "¾"))
}

_THAN = frozenset({"over", "under", "at_least", "at_most"})


@per_lexicon()
def labels() -> dict[str, dict[str, list[str]]]:
    """The words for every code, by table: those of ``lexicon/labels.toml``, and a user's own."""
    tables: dict[str, dict[str, list[str]]] = load_toml("labels")
    own = active()
    if own is None:
        return tables
    added: dict[str, list[IndicatorEntry] | list[UnitEntry]] = {"codes": own.indicators, "units": own.units}
    return {
        **tables,
        **{
            table: {
                **tables[table],
                **{
                    entry.code: [entry.label or entry.code, entry.label_en or entry.label or entry.code]
                    for entry in entries
                    if entry.label or entry.code not in tables[table]
                },
            }
            for table, entries in added.items()
        },
    }


@per_lexicon(2_048)
def label(table: str, code: str | None, lang: str = "ru") -> str:
    """The words for a code; the code itself where the table lacks it.

    >>> label("measures", "change"), label("measures", "change", "en"), label("units", "furlong")
    ('изменение', 'change', 'furlong')
    """
    if code is None:
        return ""
    words = labels()[table].get(code)
    return words[LANGUAGES.index(lang)] if words else code


def number(value: Decimal, lang: str = "ru") -> str:
    """A number with its thousands apart: in Russian by a narrow space that does not break.

    >>> number(Decimal("90884")).replace("\u202f", " "), number(Decimal("27.60"))
    ('90 884', '27,6')
    >>> number(Decimal("90884"), "en"), number(Decimal("0.09"), "en")
    ('90,884', '0.09')
    """
    whole, _, rest = f"{value:f}".partition(".")
    sign, digits = whole[: whole.startswith("-")], whole.lstrip("-")
    grouped = (
        f"{int(digits):,}".replace(",", "\u202f" if lang == "ru" else ",") if len(digits) > 4 else digits
    )
    rest = rest.rstrip("0")
    return sign + grouped + (("," if lang == "ru" else ".") + rest if rest else "")


def amount(claim: Claim, lang: str = "ru") -> str:
    """Modifier, number, unit and denominator of a claim.

    >>> from kzextract import extract
    >>> amount(extract("Изъято более 5 кг наркотиков.").claims[0])
    'более 5 кг'
    """
    value = number(claim.value, lang)
    if claim.value_max is not None:
        value += f"–{number(claim.value_max, lang)}"
    unit = label("units", claim.unit, lang)
    if claim.unit == "ratio":
        fraction = FRACTIONS.get(claim.value)
        value, unit = (fraction, "") if fraction else (f"×{value}", "") if claim.value >= 1 else (value, unit)
    if lang == "en" and unit in {"%", "‰"}:
        value, unit = value + unit, ""
    parts = [label("modifiers", claim.modifier, lang), value, unit, label("per", claim.per, lang)]
    return " ".join(part for part in parts if part)


def out_of(claim: Claim, lang: str = "ru") -> str:
    """An amount as it stands after «из» or "of": the modifiers of comparison take «чем» there.

    >>> from kzextract import extract
    >>> out_of(extract("Изъято более 5 кг наркотиков.").claims[0])
    'более чем 5 кг'
    """
    said, word = amount(claim, lang), label("modifiers", claim.modifier, lang)
    if lang == "ru" and claim.modifier in _THAN:
        return f"{word} чем{said.removeprefix(word)}"
    return said


def period(slot: PeriodSlot | None, lang: str = "ru") -> str:
    """A period in the shortest writing that is exact.

    >>> import datetime as dt
    >>> year = PeriodSlot(start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
    >>> months = PeriodSlot(start=dt.date(2025, 1, 1), end=dt.date(2025, 9, 30))
    >>> period(year), period(months), period(None)
    ('2025', '01.2025–09.2025', '')
    """
    if slot is None:
        return ""
    start, end = slot.start, slot.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start.day == 1 and (end + dt.timedelta(days=1)).day == 1:
        first, last = f"{start:%m.%Y}", f"{end:%m.%Y}"
    else:
        first, last = (f"{d:%d.%m.%Y}" if lang == "ru" else d.isoformat() for d in (start, end))
    return first if first == last else f"{first}–{last}"
