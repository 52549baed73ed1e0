"""A folder of N made-up articles, varied in length, form, encoding and format; the same for the same seed.

usage: python tests/benchmarks/make_folder.py FOLDER [N] [--seed SEED] [--plain]

Of a hundred articles about two are exact copies, three are republished with small changes, two are in Kazakh.
--plain makes UTF-8 text files alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

REGIONS = {
    "Павлодарской области": "Павлодарская область",
    "Костанайской области": "Костанайская область",
    "Карагандинской области": "Карагандинская область",
    "Актюбинской области": "Актюбинская область",
    "Жамбылской области": "Жамбылская область",
    "Туркестанской области": "Туркестанская область",
    "Мангистауской области": "Мангистауская область",
    "области Абай": "область Абай",
    "Алматы": "Алматы",
    "Астане": "Астана",
    "Шымкенте": "Шымкент",
}
MONTHS = ("январь", "март", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь")
PERIODS = ("С начала года", "За девять месяцев", "За прошедшую неделю", "В первом полугодии", "За {month}")
CRIMES = (
    "краж",
    "грабежей",
    "разбоев",
    "мошенничеств",
    "интернет-мошенничеств",
    "угонов автомобилей",
    "квартирных краж",
    "фактов скотокрадства",
    "наркопреступлений",
    "дорожно-транспортных происшествий",
)
NAMES = ("Серик Ахметов", "Айгуль Нурланова", "Данияр Жумабеков", "Ольга Ким", "Марат Тулеугалиев", "Анна Ли")
ROLES = (
    "начальник областного департамента полиции",
    "прокурор города",
    "официальный представитель ведомства",
)
PROGRAMS = ("«Безопасный город»", "«Правопорядок»", "«Закон и порядок»", "«Мак»", "«Участковый рядом»")
SENTENCES = (
    "{period} в {region} зарегистрировано {n} {crimes}, что на {p}% {less}, чем за тот же период год назад.",
    "Число {crimes} {fell} на {p}% — с {n} до {m} фактов.",
    "Как сообщил {role} {name}, раскрываемость {crimes} составила {p}%.",
    "Полицейские изъяли {k} кг наркотических средств и {few} единиц огнестрельного оружия.",
    "К ответственности привлечено {n} водителей, из них {few} — за управление в состоянии опьянения.",
    "Наложено штрафов на {money} млн тенге, взыскано {p}% от этой суммы.",
    "В ходе операции {program} задержано {few} человек, находившихся в розыске.",
    "По данным пресс-службы, ущерб превысил {money} миллионов тенге, потерпевшим возмещено {m} тысяч.",
    "На улицах {region_gen} установлено {n} камер видеонаблюдения.",
    "В ДТП погибли {few} человек, ещё {m} получили травмы.",
    "Ежедневно на охрану порядка выходит более {n} сотрудников полиции.",
    "— Мы видим, что {crimes} становится меньше: доля таких дел снизилась до {p}%, — отметил {name}.",
    "По статье 188 УК РК возбуждено {few} уголовных дел, {m} направлены в суд.",
    "Проведено {n} рейдов, составлено {m} протоколов.",
    "Жители обратились на номер 102 {n} раз, это почти на треть больше, чем годом ранее.",
    "Работа в этом направлении будет продолжена.",
    "Участковые инспекторы провели беседы с жителями района и напомнили о правилах безопасности.",
)
KAZAKH = (
    "Облыста жыл басынан бері {n} қылмыс тіркелді, бұл былтырғы жылмен салыстырғанда {p}% аз.",
    "Полиция департаментінің мәліметінше, ұрлықтардың саны азайып, {m} іс ашылды.",
    "Жол-көлік оқиғалары бойынша {few} адам жарақат алды.",
)
PAGE = """<!doctype html><html lang="ru"><head><meta charset="{charset}"><title>{title} | {site}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">
<meta property="article:published_time" content="{date}T09:30:00+05:00"></head><body>
<nav><a href="/">Главная</a> <a href="/news">Новости</a> <a href="/about">О нас</a></nav>
<article><h1>{title}</h1>{body}</article><footer>© {site}. Все права защищены.</footer></body></html>
"""
SITES = ("Polisia.kz", "Novosti.kz", "Region.kz", "Vesti.kz")


def sentence(chance: random.Random, pattern: str) -> str:
    """A sentence with figures of its own."""
    region = chance.choice(list(REGIONS))
    return pattern.format(
        period=chance.choice(PERIODS).format(month=chance.choice(MONTHS)),
        region=region,
        region_gen=region,
        n=f"{chance.randint(100, 99_999):,}".replace(",", " "),
        m=chance.randint(20, 900),
        few=chance.randint(2, 60),
        k=chance.choice(["1,5", "12", "340", "0,7"]),
        p=f"{chance.uniform(0.5, 80):.1f}".replace(".", ","),
        money=f"{chance.uniform(1, 900):.1f}".replace(".", ","),
        less=chance.choice(["меньше", "больше"]),
        fell=chance.choice(["снизилось", "выросло", "сократилось"]),
        crimes=chance.choice(CRIMES),
        name=chance.choice(NAMES),
        role=chance.choice(ROLES),
        program=chance.choice(PROGRAMS),
    )


def article(chance: random.Random, patterns: tuple[str, ...] = SENTENCES) -> str:
    """Paragraphs of sentences, of any length from a notice to a long report."""
    count = max(4, min(60, round(chance.lognormvariate(2.6, 0.5))))
    made = [sentence(chance, chance.choice(patterns)) for _ in range(count)]
    size = chance.randint(2, 4)
    return "\n\n".join(" ".join(made[at : at + size]) for at in range(0, count, size))


def articles(count: int, seed: int = 1) -> Iterator[tuple[str, dt.date]]:
    """Texts with their dates."""
    chance = random.Random(seed)
    before: list[str] = []
    for _ in range(count):
        kind = chance.random()
        date = dt.date(2025, 1, 1) + dt.timedelta(chance.randrange(360))
        if before and kind < 0.02:
            text = chance.choice(before)
        elif before and kind < 0.05:
            old = chance.choice(before)
            text = (
                f"{old}\n\n{sentence(chance, SENTENCES[-1])}"
                if len(old) > 1500
                else old.replace("  ", " ") + "\n"
            )
        elif kind < 0.07:
            text = article(chance, KAZAKH)
        else:
            text = article(chance)
        if len(before) < 200:
            before.append(text)
        yield text, date


def write(folder: Path, count: int, seed: int = 1, plain: bool = False) -> None:
    """Writes the folder."""
    chance = random.Random(seed + 1)
    lines: list[str] = []
    for n, (text, date) in enumerate(articles(count, seed)):
        place = folder / f"{n // 500:03}"
        place.mkdir(parents=True, exist_ok=True)
        title, site = text.split(".")[0][:90], chance.choice(SITES)
        kind = 0.0 if plain else chance.random()
        if kind < 0.75:
            weights = (1, 0, 0, 0) if plain else (70, 15, 8, 7)
            encoding = chance.choices(["utf-8", "cp1251", "koi8-r", "utf-16"], weights)[0]
            head = f" date {date} " if chance.random() < 0.7 else ""
            (place / f"{n:06}.txt").write_bytes((head + text).encode(encoding, "replace"))
        elif kind < 0.85:
            body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
            page = PAGE.format(title=title, site=site, date=date, body=body, charset="utf-8")
            (place / f"{n:06}.html").write_text(page, encoding="utf-8")
        elif kind < 0.93:
            record = {
                "text": text,
                "title": title,
                "date": str(date),
                "source": site,
                "url": f"https://{site}/{n}",
            }
            (place / f"{n:06}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
        else:
            record = {
                "body": text,
                "headline": title,
                "published": f"{date}T10:00:00",
                "link": f"https://{site}/{n}",
            }
            lines.append(json.dumps(record, ensure_ascii=False))
    if lines:
        with gzip.GzipFile(folder / "dump.jsonl.gz", "wb", mtime=0) as file:
            file.write("\n".join(lines).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    write(options.folder, options.count, options.seed, options.plain)


if __name__ == "__main__":
    main()
