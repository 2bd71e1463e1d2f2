"""Annotators without a parser: words, times, numbers, places, people and speakers of Ukrainian and Russian texts."""

import dataclasses

import msgspec
import pytest

from sitrep.annotate.shallow.annotator import outline
from sitrep.annotate.shallow.places import find_places
from sitrep.annotate.shallow.words import find_sentences, find_words
from sitrep.model.outlines import Outline
from sitrep.model.places import Place
from sitrep.model.texts import Document
from sitrep.packs.gazetteer import entries
from sitrep.packs.tongues import tongue

SATURDAY = "2025-11-08"


def read(text: str, language: str, published: str | None = SATURDAY) -> Outline:
    """Returns the outline of a text."""
    return outline(Document("d", text, published=published, language=language), language)


def place_in(text: str, language: str) -> Place:
    """Returns the first place of a text that is used as one."""
    return next(each for each in read(text, language).annotations.places if each.use == "literal")


@pytest.mark.parametrize(
    ("text", "language", "sentences"),
    [
        ("У с. Боромля Сумської обл. зруйновано дім. Загинув чоловік.", "uk", 2),
        ("Повідомив В. Зеленський. Деталі згодом.", "uk", 2),
        ("Аэропорт закрыли на прием самолетов Военные сообщили об атаке.", "ru", 2),
        ("Пострадали 5 чел. в Курской обл. и двое в Орле.", "ru", 1),
        ("Збито:\n– 30 дронів;\n– 2 ракети.", "uk", 3),
    ],
)
def test_sentences_end_where_they_do(text: str, language: str, sentences: int) -> None:
    """A stop behind a short form ends nothing, and a lead that runs into its report is a sentence of its own."""
    assert len(read(text, language).sentences) == sentences


@pytest.mark.parametrize(
    ("text", "language", "first", "last", "kind"),
    [
        ("у ніч на 8 листопада", "uk", "2025-11-07", "2025-11-08", "span"),
        ("в ночь на субботу", "ru", "2025-11-07", "2025-11-08", "span"),
        ("в ніч з 6 на 7 листопада", "uk", "2025-11-06", "2025-11-07", "span"),
        ("за минулу добу", "uk", "2025-11-07", "2025-11-08", "period"),
        ("за прошедшие сутки", "ru", "2025-11-07", "2025-11-08", "period"),
        ("минулого тижня", "uk", "2025-10-27", "2025-11-02", "span"),
        ("в ноябре прошлого года", "ru", "2024-11-01", "2024-11-30", "span"),
        ("у п'ятницю", "uk", "2025-11-07", "2025-11-07", "span"),
        ("вечером в пятницу", "ru", "2025-11-07", "2025-11-07", "span"),
        ("позавчора", "uk", "2025-11-06", "2025-11-06", "span"),
        ("два дня назад", "ru", "2025-11-06", "2025-11-06", "span"),
        ("з 24.02.2022 по 26.05.2023", "uk", "2022-02-24", "2023-05-26", "period"),
        ("с начала года", "ru", "2025-01-01", "2025-11-08", "period"),
        ("за останні три дні", "uk", "2025-11-05", "2025-11-08", "period"),
        ("29 грудня", "uk", "2025-12-29", "2025-12-29", "span"),
        ("у 2022 році", "uk", "2022-01-01", "2022-12-31", "span"),
    ],
)
def test_times_become_days(text: str, language: str, first: str, last: str, kind: str) -> None:
    """A figure without its day cannot be compared."""
    times = read(text, language).annotations.times
    assert [(each.first, each.last, each.kind) for each in times] == [(first, last, kind)]


def test_a_moment_of_counting_is_no_time_of_an_attack() -> None:
    """What was counted "as of 9:00" happened before."""
    found = read("Станом на 9:00 збито 5 дронів.", "uk")
    assert {each.start for each in found.annotations.times} == set(found.as_of)


def test_without_a_date_of_publication_relative_words_stay_open() -> None:
    """A guess at the year would be a wrong one."""
    assert [(each.first, each.last) for each in read("Вчора і 8 листопада.", "uk", None).annotations.times] == [(None, None), (None, None)]


@pytest.mark.parametrize(
    ("text", "language", "low", "high", "item"),
    [
        ("понад 240 дронів", "uk", 240, None, "drone"),
        ("майже 70 ракет", "uk", None, 70, "missile"),
        ("близько 1200 осіб", "uk", 1200, 1200, "person"),
        ("щонайменше п'ятеро людей", "uk", 5, None, "person"),
        ("двадцять три будинки", "uk", 23, 23, "building"),
        ("8 тисяч 57 людей", "uk", 8057, 8057, "person"),
        ("від 30 до 40 снарядів", "uk", 30, 40, "shell"),
        ("10–12 будинків", "uk", 10, 12, "building"),
        ("кілька дітей", "uk", 3, None, "child"),
        ("25-ма балістичними ракетами Іскандер-М", "uk", 25, 25, "ballistic-missile"),
        ("до 55-ти украинских военнослужащих", "ru", None, 55, "soldier"),
        ("более 10 250 военнослужащих", "ru", 10250, None, "soldier"),
        ("десятки автомобилей", "ru", 24, None, "vehicle"),
        ("не менее трех зданий", "ru", 3, None, "building"),
        ("9,5 тисячі абонентів", "uk", 9500, 9500, "household"),
        ("18 «шахедів»", "uk", 18, 18, "drone"),
    ],
)
def test_numbers_keep_their_bounds(text: str, language: str, low: int | None, high: int | None, item: str) -> None:
    """ "At least" and "up to" are what a reader must see of a count."""
    found = read(text, language).annotations.figures
    assert [(each.low, each.high, each.item) for each in found] == [(low, high, item)]
    assert found[0].approx == ("близько" in text)


@pytest.mark.parametrize(
    ("text", "language", "measure"),
    [
        ("Збито 30 дронів.", "uk", "intercepted"),
        ("5 безпілотників локаційно втрачено.", "uk", "lost"),
        ("Ворог випустив 12 ракет.", "uk", "launched"),
        ("Влучили 7 ракет.", "uk", "hit"),
        ("Троє людей загинули.", "uk", "killed"),
        ("35 человек госпитализированы.", "ru", "injured"),
        ("Уничтожено до 55 военнослужащих.", "ru", "killed"),
        ("Уничтожены два танка.", "ru", "destroyed"),
        ("Повреждены три дома.", "ru", "damaged"),
        ("Без света остались 10 тысяч жителей.", "ru", "without-service"),
        ("Евакуйовано 98 осіб.", "uk", "displaced"),
        ("Під завалами 17 людей.", "uk", "missing"),
    ],
)
def test_measures_come_from_the_words_around(text: str, language: str, measure: str) -> None:
    """The same number is good or bad news by one word."""
    assert [each.measure for each in read(text, language).annotations.figures] == [measure]


@pytest.mark.parametrize(
    ("ukrainian", "russian", "name"),
    [
        ("у Слов'янську", "в Славянске", "Sloviansk"),
        ("під Покровськом", "под Покровском", "Pokrovsk"),
        ("на Чернігівщині", "в Черниговской области", "Chernihiv"),
        ("у Кривому Розі", "в Кривом Роге", "Kryvyi Rih"),
        ("біля Куп'янська", "около Купянска", "Kupiansk"),
        ("над Одесою", "над Одессой", "Odesa"),
        ("у Харкові", "в Харькове", "Kharkiv"),
        ("до Запоріжжя", "у Запорожья", "Zaporizhzhia"),
        ("у Бєлгороді", "в Белгороде", "Belgorod"),
        ("в Ізраїлі", "в Израиле", "Israel"),
        ("над Чорним морем", "над Черным морем", "Black Sea"),
    ],
)
def test_inflected_names_are_one_place_in_both_languages(ukrainian: str, russian: str, name: str) -> None:
    """Claims in two languages are of one event only if their places are one."""
    one, other = place_in(f"Вибухи {ukrainian}.", "uk"), place_in(f"Взрывы {russian}.", "ru")
    assert (one.name, other.name) == (name, name)
    assert one.geonames == other.geonames
    assert str(one.original) in ukrainian
    assert str(other.original) in russian


def test_russian_names_of_ukrainian_villages_are_led_back() -> None:
    """Ministries name villages that no gazetteer has in Russian; the usual English form is made of the Ukrainian name."""
    text = "В районах населенных пунктов Стельмаховка Луганской области и Першотравневое Харьковской области."
    assert [each.name for each in read(text, "ru").annotations.places if each.precision == "settlement"] == [
        "Stelmakhivka",
        "Pershotravneve",
    ]


def test_places_from_which_munitions_came_are_told_apart() -> None:
    """Kursk is not where the drones fell."""
    found = read("Ворог атакував 90 БпЛА із напрямків Курськ, Орел. Влучання у Сумах.", "uk")
    assert [each.name for each in found.annotations.places if each.start not in found.origins] == ["Sumy"]
    assert len(found.origins) == 2


def test_a_village_comes_out_with_the_gazetteers_number_where_it_has_one() -> None:
    """Only then can it be drawn on a map."""
    place = place_in("Удар по Чугуєву.", "uk")
    assert place.geonames in {each.geonames for each in entries("chuguyiv") + entries("chuhuyiv") + entries("chuhuiv")}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("повідомив Володимир Зеленський.", "uk", "Volodymyr Zelensky"),
        ("сообщил Владимир Зеленский.", "ru", "Volodymyr Zelensky"),
        ("за словами Володимира Зеленського, так.", "uk", "Volodymyr Zelensky"),
        ("сообщил глава Удмуртии Александр Бречалов.", "ru", "Alexander Brechalov"),
        ("повідомив начальник ОВА Сергій Липак.", "uk", "Serhii Lypak"),
        ("за словами Олега Кіпера, так.", "uk", "Oleh Kiper"),
        ("сообщили в Минобороны РФ.", "ru", "Ministry of Defence of Russia"),
        ("повідомили у Повітряних силах ЗСУ.", "uk", "Ukrainian Air Force"),
        ("повідомила прокуратура Харківської області.", "uk", "Kharkiv Regional Prosecutor's Office"),
    ],
)
def test_speakers_have_one_english_name(text: str, language: str, name: str) -> None:
    """Zelensky is one man in three spellings."""
    said = read(f"Збито 5 дронів, {text}" if language == "uk" else f"Сбиты 5 дронов, {text}", language).annotations.attributions
    assert [each.speaker.name for each in said if each.speaker] == [name]


def test_a_quotation_over_sentences_has_one_speaker() -> None:
    """What is quoted stands in the mouth that is named at its end."""
    said = read("«Дрон ударил по селу. Повреждены три дома», – написал Вячеслав Гладков.", "ru").annotations.attributions
    assert [each.speaker.name for each in said if each.speaker] == ["Vyacheslav Gladkov"] * 2


def test_who_signs_a_post_speaks_in_all_of_it() -> None:
    """A summary names its staff once, at the end."""
    author = read("Збито 5 дронів.\n\nЗнищено танк.\n\nГенеральний штаб ЗС України", "uk").author
    assert author is not None
    assert author.name == "General Staff of the Armed Forces of Ukraine"


def test_words_in_latin_letters_stay_whole() -> None:
    """Polish and Czech have letters that English and Ukrainian have not."""
    assert [word.text for word in find_words("W Łodzi zginęło pięć osób")] == ["W", "Łodzi", "zginęło", "pięć", "osób"]


@pytest.mark.parametrize(("latin", "found"), [(True, ["Lviv"]), (False, [])])
def test_names_in_latin_letters_are_towns_in_languages_that_write_so(latin: bool, found: list[str]) -> None:
    """In a Ukrainian post they are mostly names of weapons and channels."""
    known = tongue("uk")
    known = dataclasses.replace(known, grammar=msgspec.structs.replace(known.grammar, latin=latin))
    text = "Вибухи пролунали у Lviv."
    words = find_words(text)
    places, _ = find_places(text, words, known, find_sentences(text, words, known), frozenset())
    assert [place.name for place in places] == found


def test_rows_of_a_ledger_go_with_their_heading() -> None:
    """The heading tells what befell the counted, and since when; a row in prose needs no line of its own."""
    table = read("Втрати противника з 24.02.22 по 08.11.25:\nтанків ‒ 11 300 (+4) од\nлітаків – 428 од\n\nДані уточнюються.", "uk")
    assert len(table.sentences) == 2
    assert [(each.measure, each.low) for each in table.annotations.figures] == [("destroyed", 11300), ("destroyed", 4), ("destroyed", 428)]
    prose = read("Бойові втрати ворога за добу: танків – 4, гелікоптерів – 2.", "uk")
    assert [(each.measure, each.item, each.low) for each in prose.annotations.figures] == [
        ("destroyed", "vehicle", 4),
        ("destroyed", "vehicle", 2),
    ]
