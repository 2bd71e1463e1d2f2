"""Languages: which one a text is written in, where nobody says."""

import functools
import re

import msgspec
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from resiliparse.parse.lang import detect_fast

from sitrep.packs.loader import load

ENGLISH = "en"
WORD = re.compile(r"[^\W\d_]+")


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The languages to tell apart (`candidates`) and all codes that exist (`known`); `letters` and `stems` of one alone."""

    min_characters: int
    quick_characters: int
    quick_distance: int
    sample_characters: int
    first_characters: int
    first_confidence: float
    min_confidence: float
    short_characters: int
    short_letters: int
    short_confidence: float
    foreign_letters: str
    letters: dict[str, str]
    stems: dict[str, tuple[str, ...]]
    candidates: tuple[str, ...]
    known: tuple[str, ...]


def languages() -> Languages:
    """Returns what is known about languages."""
    table: Languages = load("ingest/languages.toml", Languages)
    return table


def read_language(code: str | None) -> str | None:
    """Returns the ISO 639-1 code in a language tag, None where there is none.

    >>> read_language("en-GB"), read_language("UK"), read_language("english"), read_language(None)
    ('en', 'uk', None, None)
    """
    primary = (code or "").strip().lower().replace("_", "-").split("-")[0]
    return primary if primary in languages().known else None


def detect_language(text: str) -> str | None:
    """Returns the language of `text`, None where it is too short to tell or the best guess is not sure."""
    table = languages()
    if len(text.strip()) < table.min_characters:
        return language_of_letters(text) or _language_of_few(text, table)
    if _is_plainly_english(text, table):
        return ENGLISH
    code, confidence = _identifier().classify(_sample(text, table.first_characters))
    if confidence < table.first_confidence:
        code, confidence = _identifier().classify(_sample(text, table.sample_characters))
    return str(code) if confidence >= table.min_confidence else None


def _is_plainly_english(text: str, table: Languages) -> bool:
    """Whether a text is long and close to English, by a count of a tenth of the cost; it tells less of short texts and others."""
    if len(text) < table.quick_characters:
        return False
    code, distance = detect_fast(text[: table.sample_characters])
    return bool(code == ENGLISH and distance <= table.quick_distance)


def _language_of_few(text: str, table: Languages) -> str | None:
    """Returns the language of a short text, None where it is too short, in Cyrillic, or the guess is not sure enough.

    >>> _language_of_few("دو نفر در حمله هوایی به شهر کشته شدند", languages()), _language_of_few("Four dead", languages())
    ('fa', None)
    """
    letters = [letter for letter in text if letter.isalpha()]
    foreign = sum(letter > "\u02af" for letter in letters)
    cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in letters)
    is_enough = foreign >= table.short_letters or len(text.strip()) >= table.short_characters
    if cyrillic or not letters or not is_enough:
        return None
    code, confidence = _identifier().classify(_sample(text, table.sample_characters))
    return str(code) if confidence >= (table.min_confidence if foreign > len(letters) / 2 else table.short_confidence) else None


def guess_cyrillic(text: str, *around: str | None) -> str | None:
    """Returns the likelier of the Cyrillic languages that are read for a text whose letters do not tell, None for a text of others.

    What stands `around` it (title, outlet, author) tells by its letters; else words that one language alone has, else statistics.

    >>> guess_cyrillic("поранено 93 людей"), guess_cyrillic("ранен мужчина", None), guess_cyrillic("Four dead")
    ('uk', 'ru', None)
    """
    table, low = languages(), text.lower()
    letters = [letter for letter in low if letter.isalpha()]
    cyrillic = sum("\u0400" <= letter <= "\u052f" for letter in letters)
    if cyrillic <= len(letters) / 2 or set(low) & set(table.foreign_letters):
        return None
    told = next((code for each in around if each and (code := language_of_letters(each))), None)
    return told or _language_of_words(low, table) or str(_of_two().classify(text)[0])


def _language_of_words(text: str, table: Languages) -> str | None:
    """Returns the language that has most of the words of a text, None where none has more than another."""
    words = WORD.findall(text)
    counts = {
        code: sum(any(word == stem[1:] if stem[0] == "=" else word.startswith(stem) for stem in stems) for word in words)
        for code, stems in table.stems.items()
    }
    best = max(counts.values())
    found = [code for code, count in counts.items() if count == best]
    return found[0] if len(found) == 1 else None


def language_of_letters(text: str) -> str | None:
    """Returns the one language that has a letter of `text` which the others lack, None where none or several do.

    >>> language_of_letters("Вибухи у Києві"), language_of_letters("Взрывы в Орле"), language_of_letters("Four dead")
    ('uk', 'ru', None)
    """
    present = set(text.lower())
    found = [code for code, letters in languages().letters.items() if present & set(letters)]
    return found[0] if len(found) == 1 else None


def _sample(text: str, size: int) -> str:
    """Returns words from the start of a text; capitals throughout are lowered, as letters are counted by case."""
    sample = text[:size]
    return sample.lower() if sample.isupper() else sample


@functools.cache
def _of_two() -> LanguageIdentifier:
    """Returns the letter statistics of the Cyrillic languages that are read, loaded once a process."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(tuple(languages().letters))
    return identifier


@functools.cache
def _identifier() -> LanguageIdentifier:
    """Returns the letter statistics, loaded once a process."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(languages().candidates)
    return identifier
