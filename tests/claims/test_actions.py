"""Actions: the verbs of the specification's table, and the conditions under which they mean what."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kzextract.claims.actions import action_for, action_of, noun_action, verb_of
from kzextract.lexicon import load_toml
from kzextract.reading.reader import read

# sentence | verb | what is counted | unit | action (- for none)
SENTENCES = """
В области установлено 400 камер видеонаблюдения | установлено | камер видеонаблюдения | count | installed
Полицейскими установлено 15 фактов хищения | установлено | фактов хищения | count | detected
Установлены трое подозреваемых | Установлены | подозреваемых | count | detected
Установлено местонахождение 12 должников | Установлено | должников | count | wanted_found
Потерпевшим возвращено 5 млн тенге | возвращено | | KZT | recovered
Домой возвращены четверо подростков | возвращены | подростков | count | wanted_found
Хозяевам возвращено 30 лошадей | возвращено | лошадей | count | recovered
В суд направлено 12 уголовных дел | направлено | уголовных дел | count | sent_to_court
На закупку дронов направлено 200 млн тенге | направлено | | KZT | allocated
На лечение направлены 14 родителей | направлены | родителей | count | -
К ответственности привлечено 52 водителя | привлечено | водителя | count | charged
К рейду привлечено 300 полицейских | привлечено | полицейских | count | participated
В отдел полиции доставлено 90 человек | доставлено | человек | count | detained
В больницу доставлены 7 пассажиров | доставлены | пассажиров | count | -
Суд арестовал 18 дебоширов | арестовал | дебоширов | count | convicted
Арестовано имущество на 80 млн тенге | Арестовано | имущество | KZT | -
Женщинам вынесено 210 защитных предписаний | вынесено | защитных предписаний | count | issued
Составлено 46 протоколов | Составлено | протоколов | count | charged
Возбуждено 9 уголовных дел | Возбуждено | уголовных дел | count | charged
Найдены трое пропавших детей | Найдены | детей | count | wanted_found
При обыске найдено 2 кг гашиша | найдено | гашиша | kg | detected
Нарушителя оштрафовали на 40 МРП | оштрафовали | | MCI | collected
Оштрафовано 60 водителей | Оштрафовано | водителей | count | charged
Травмы получили 8 пассажиров | получили | пассажиров | count | injured
Он получил 7 лет лишения свободы | получил | | year | convicted
Сотрудники получили 12 квартир | получили | квартир | count | -
На канал 102 принято 900 звонков | принято | звонков | count | received
Участие в рейде приняли 40 дружинников | приняли | дружинников | count | participated
На учёте состоит 310 осуждённых | состоит | осуждённых | count | operating
Из оборота выведено 30 кг марихуаны | выведено | марихуаны | kg | seized
От рук мошенников пострадали 50 человек | пострадали | человек | count | -
В авариях пострадали 50 человек | пострадали | человек | count | injured
Не допущено ни одного теракта, 0 случаев | допущено | случаев | count | prevented
Водителями допущено 300 аварий | допущено | аварий | count | registered
Не зарегистрировано ни одного, 0 убийств | зарегистрировано | убийств | count | -
Лишены прав 40 водителей | Лишены | водителей | count | -
Прошло 120 рейдов | Прошло | рейдов | count | held
Окончено расследование 14 дел | Окончено | дел | count | investigated
Украли 12 лошадей | Украли | лошадей | count | damaged
Закрыто 5 сайтов | Закрыто | сайтов | count | blocked
Закрыты 2 притона | Закрыты | притона | count | destroyed
Введено в эксплуатацию 6 скоростемеров | Введено | скоростемеров | count | installed
В ЕРДР внесено 80 фактов | внесено | фактов | count | registered
Прокуратурой внесено 80 представлений | внесено | представлений | count | -
"""
CASES = [tuple(f.strip() for f in line.split("|")) for line in SENTENCES.strip().splitlines()]


@pytest.mark.parametrize(("sentence", "verb", "counted", "unit", "action"), CASES)
def test_verbs_where_they_stand(sentence: str, verb: str, counted: str, unit: str, action: str) -> None:
    words = read(sentence).words
    at = next(i for i, w in enumerate(words) if w.norm == verb)
    noun = read(counted).words if counted else []
    assert (action_for(words, at, unit=unit, noun=noun) or "-") == action


TABLE = {
    "registered": "зарегистрировано регистрируется совершено произошло случилось зафиксированы допущено",
    "detected": "выявлено выявляются пресечено пресекли обнаружено вскрыт",
    "solved": "раскрыто раскрыты раскрывается",
    "prevented": "предотвращено предотвратили",
    "detained": "задержано задержаны задержали пойман",
    "charged": "наказаны привлечённых",
    "convicted": "осуждено осуждён приговорены арестованы",
    "wanted_found": "разыскано найдены отыскали",
    "investigated": "расследуется",
    "seized": "изъято изъяли конфискованы изымается",
    "destroyed": "уничтожено ликвидированы ликвидировано",
    "blocked": "заблокировано заблокированы",
    "killed": "погибли погиб скончались",
    "damaged": "похищено украли",
    "recovered": "возмещено возмещён",
    "collected": "взыскано наложено",
    "allocated": "выделено выделялось",
    "installed": "внедрено внедряются",
    "operating": "работает действует функционируют насчитывается",
    "opened": "открыто создано построено",
    "received": "поступило поступает",
    "reviewed": "рассмотрено проверено",
    "held": "проведено проводятся",
    "participated": "задействовано участвуют",
    "issued": "выдано вынесено",
}


@pytest.mark.parametrize(("action", "form"), [(a, f) for a, forms in TABLE.items() for f in forms.split()])
def test_plain_forms(action: str, form: str) -> None:
    assert action_of(form) == action


@pytest.mark.parametrize(
    "form",
    ["сообщили", "осталось", "составило", "лишены", "снизилось", "спасены", "эвакуировано"],
)
def test_verbs_outside_the_table(form: str) -> None:
    assert action_of(form) is None


@pytest.mark.parametrize("form", ["задержание", "изъятие", "раскрытию"])
def test_nouns_are_no_verbs(form: str) -> None:
    assert verb_of(form) is None
    assert noun_action(form) is not None


def test_table_has_the_actions_of_the_specification(shared: Path) -> None:
    table = (shared / "SPEC.md").read_text(encoding="utf-8").split("## Action codes")[1].split("## Python")[0]
    known = set(re.findall(r"^\| `([a-z_]+)`", table, re.M))
    used = {raw["action"] for raw in load_toml("actions")["verb"]} - {""}
    used |= {case["action"] for raw in load_toml("actions")["verb"] for case in raw.get("when", ())} - {""}
    used |= {raw["negated"] for raw in load_toml("actions")["verb"] if "negated" in raw}
    assert used == known
