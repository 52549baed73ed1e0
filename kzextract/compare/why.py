"""Why figures are taken for the same: one reason a slot, and whether it is weak."""

from __future__ import annotations

from kzextract.checks.audit import code
from kzextract.compare.figures import Figure
from kzextract.compare.records import Reason, name_of
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
        name_of(f.document)
        for f in figures
        if f.home is None and f.claim.place and not f.claim.place.inherited
    ]
    taken = [
        name_of(f.document) for f in figures if f.home is None and f.claim.place and f.claim.place.inherited
    ]
    name = figures[0].place
    if said:
        names = _names(said)
        reasons.append(
            Reason(
                slot="place",
                text=f"Место: {name} названо рядом с числом ({names}).",
                text_en=f"Place: {name} is named beside the figure ({names}).",
            )
        )
    if taken:
        names = _names(taken)
        reasons.append(
            Reason(
                slot="place",
                text=f"Место: {name} взято из того же текста или указано при загрузке ({names}).",
                text_en=f"Place: {name} is from elsewhere in the text or was given by the caller ({names}).",
            )
        )
    for figure in {f.document.id: f for f in figures if f.home is not None}.values():
        home = figure.home
        assert home is not None
        sources = _names(list(home.documents))
        count = len(home.documents)
        reasons.append(
            Reason(
                slot="place",
                text=(
                    f"Место в {name_of(figure.document)} не названо; выведено: {home.official} ({home.role}) "
                    f"возглавляет тот же орган в {sources}, а там — {home.name}. Слабое основание: "
                    f"один человек, {count} {'текст' if count == 1 else 'текста(ов)'}."
                ),
                text_en=(
                    f"{name_of(figure.document)} names no place; inferred: {home.official} ({home.role}) "
                    f"heads the same body in {sources}, which is about {home.name}. Weak ground: one person, "
                    f"{count} release{'s' if count > 1 else ''}."
                ),
                weak=True,
            )
        )
    return reasons


def _period(figures: list[Figure]) -> Reason:
    slot = figures[0].claim.period
    taken = [name_of(f.document) for f in figures if f.claim.period and f.claim.period.inherited]
    more = (
        (f"; взят из контекста в {_names(taken)}", f"; from context in {_names(taken)}")
        if taken
        else ("", "")
    )
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
    silent = [name_of(f.document) for f in figures if f.claim.base_period is None]
    if not silent:
        base = ", ".join(sorted(bases))
        return [Reason(slot="base", text=f"База сравнения: {base}.", text_en=f"Compared with: {base}.")]
    return [
        Reason(
            slot="base",
            text=f"База сравнения не названа в {_names(silent)}: принято, что это тот же период годом ранее.",
            text_en=f"No base of comparison in {_names(silent)}: taken to be the same period a year before.",
        )
    ]


def _names(names: list[str], most: int = 3) -> str:
    distinct = list(dict.fromkeys(names))
    return ", ".join(distinct[:most]) + (f" +{len(distinct) - most}" if len(distinct) > most else "")
