"""Why figures are taken for the same: one reason a slot, and whether it is weak."""

from __future__ import annotations

from kzextract.checks.audit import code
from kzextract.compare.figures import Figure
from kzextract.compare.records import Reason
from kzextract.review.labels import label, period


def reasons_of(figures: list[Figure]) -> tuple[Reason, ...]:
    """The grounds on which the figures of one key are compared."""
    return (_indicator(figures), *_places(figures), _period(figures), *_base(figures))


def _indicator(figures: list[Figure]) -> Reason:
    subject = code(figures[0].claim)
    words = list(dict.fromkeys(f.claim.indicator.text for f in figures if f.claim.indicator))[:4]
    said = ", ".join(f"«{w}»" for w in words)
    return Reason(
        slot="indicator",
        text=f"Показатель один: {label('codes', subject, 'ru')} ({subject}); в текстах {said}.",
        text_en=f"The same indicator: {label('codes', subject, 'en')} ({subject}); in the texts {said}.",
    )


def _places(figures: list[Figure]) -> list[Reason]:
    reasons = []
    said = [
        f.document.id for f in figures if f.home is None and f.claim.place and not f.claim.place.inherited
    ]
    taken = [f.document.id for f in figures if f.home is None and f.claim.place and f.claim.place.inherited]
    name = figures[0].place
    if said:
        ids = _ids(said)
        reasons.append(
            Reason(
                slot="place",
                text=f"Место: {name} названо рядом с числом ({ids}).",
                text_en=f"Place: {name} is named beside the figure ({ids}).",
            )
        )
    if taken:
        ids = _ids(taken)
        reasons.append(
            Reason(
                slot="place",
                text=f"Место: {name} взято из того же текста или указано при загрузке ({ids}).",
                text_en=f"Place: {name} is from elsewhere in the text or was given by the caller ({ids}).",
            )
        )
    for figure in {f.document.id: f for f in figures if f.home is not None}.values():
        home = figure.home
        assert home is not None
        sources = _ids(list(home.documents))
        count = len(home.documents)
        reasons.append(
            Reason(
                slot="place",
                text=(
                    f"Место в {figure.document.id} не названо; выведено: {home.official} ({home.role}) "
                    f"возглавляет тот же орган в {sources}, а там — {home.name}. Слабое основание: "
                    f"один человек, {count} {'текст' if count == 1 else 'текста(ов)'}."
                ),
                text_en=(
                    f"{figure.document.id} names no place; inferred: {home.official} ({home.role}) heads "
                    f"the same body in {sources}, which is about {home.name}. Weak ground: one person, "
                    f"{count} release{'s' if count > 1 else ''}."
                ),
                weak=True,
            )
        )
    return reasons


def _period(figures: list[Figure]) -> Reason:
    slot = figures[0].claim.period
    taken = [f.document.id for f in figures if f.claim.period and f.claim.period.inherited]
    more = (f"; взят из контекста в {_ids(taken)}", f"; from context in {_ids(taken)}") if taken else ("", "")
    return Reason(
        slot="period",
        text=f"Период один: {period(slot, 'ru')}{more[0]}.",
        text_en=f"The same period: {period(slot, 'en')}{more[1]}.",
    )


def _base(figures: list[Figure]) -> list[Reason]:
    """For changes: what they are compared with."""
    if figures[0].claim.measure != "change":
        return []
    bases = {period(f.claim.base_period, "ru") for f in figures if f.claim.base_period}
    silent = [f.document.id for f in figures if f.claim.base_period is None]
    if not silent:
        base = ", ".join(sorted(bases))
        return [Reason(slot="base", text=f"База сравнения: {base}.", text_en=f"Compared with: {base}.")]
    return [
        Reason(
            slot="base",
            text=f"База сравнения не названа в {_ids(silent)}: принято, что это тот же период годом ранее.",
            text_en=f"No base of comparison in {_ids(silent)}: taken to be the same period a year before.",
        )
    ]


def _ids(ids: list[str], most: int = 3) -> str:
    distinct = list(dict.fromkeys(ids))
    return ", ".join(distinct[:most]) + (f" +{len(distinct) - most}" if len(distinct) > most else "")
