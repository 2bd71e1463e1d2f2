"""Layouts: templates filled in, always with everything escaped."""

import functools
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, StrictUndefined, Template, select_autoescape
from markupsafe import Markup

import sitrep
from sitrep.errors import SitrepError
from sitrep.views import translating, words
from sitrep.views.workbench import labels
from sitrep.views.workbench.interpreting import Tongue, script_words, tongues
from sitrep.views.workbench.phrases import TranslatedTemplates
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import KNOWN, Visit

STATIC = Path(__file__).parent / "static"
WAY = re.compile(r'(?P<before> (?:href|src|srcset)=")(?P<path>/(?!static/|pictures/|api/|language/|report\b)[^"#]*)(?P<rest>(?:#[^"]*)?")')
PAUSE = Markup("<!-- pause -->")


class Surroundings(msgspec.Struct, frozen=True):
    """What every page shows around its own: the menu, the token of its forms, how the record stands, and its languages."""

    menu: tuple[Page, ...]
    token: str
    record: str
    version: str
    is_fresh: bool
    state: str
    can_log_out: bool = False
    language: str = translating.OWN
    tongues: tuple[Tongue, ...] = ()


@functools.cache
def environment(language: str) -> Environment:
    """Returns the templates in a language, with the words in which values are told as functions."""
    made = Environment(
        loader=TranslatedTemplates("sitrep.views.workbench", language),
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {name: value for name, value in vars(words).items() if name.endswith("_words") or name in ("counted", "quoted")}
    made.globals |= {each.__name__: each for each in (translating.term, translating.retold, translating.language_name)}
    made.install_gettext_callables(translating.gettext, translating.ngettext, newstyle=True)  # type: ignore[attr-defined] # of the extension
    made.globals |= {name: value for name, value in vars(labels).items() if callable(value) and not name.startswith("_")}
    made.globals |= {"asset": asset, "script_words": script_words, "pause": PAUSE, "kept": kept}
    return made


def kept(visit: Visit, name: str, caller: Callable[[], Markup]) -> Markup:
    """Returns a part of a page that is the same for all readers until the record changes, filled in once."""
    return visit.bench.once(f"part {name}", caller)


@functools.cache
def asset(name: str) -> str:
    """Returns the address of a file of our own, which changes with its content."""
    path = STATIC / name
    return f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"


def template_of(page: Page) -> Template:
    """Returns the template of a page in the language of whoever reads."""
    return environment(translating.read_in()).get_template(page.template)


def rendered(page: Page, visit: Visit, view: msgspec.Struct, around: Surroundings) -> Markup:
    """Returns a page with its values."""
    return Markup(kept_known(template_of(page).render(page=page, visit=visit, view=view, around=around), visit))  # noqa: S704 - the template has escaped it


def flowing(page: Page, visit: Visit, view: msgspec.Struct, around: Surroundings) -> Iterator[str]:
    """Yields a page in parts, each as soon as it is there; what fails on the way is told in its place."""
    waiting: list[str] = []
    try:
        for piece in template_of(page).generate(page=page, visit=visit, view=view, around=around):
            if piece == PAUSE:
                yield kept_known("".join(waiting), visit)
                waiting = []
            else:
                waiting.append(piece)
    except SitrepError as error:
        waiting.append(Markup('<p class="failure">{}</p>').format(error))
    yield kept_known("".join(waiting), visit)


def kept_known(page: str, visit: Visit) -> str:
    """Returns a page whose ways to other pages lead to what was known at the same time, where such a one is looked at."""
    if visit.known is None:
        return page
    known = urlencode({KNOWN: visit.known})

    def kept(found: re.Match[str]) -> str:
        path = found["path"]
        return found[0] if f"{KNOWN}=" in path else f"{found['before']}{path}{'&amp;' if '?' in path else '?'}{known}{found['rest']}"

    return WAY.sub(kept, page)


def surroundings(menu: tuple[Page, ...], visit: Visit, token: str, *, can_log_out: bool) -> Surroundings:
    """Returns what stands around a page."""
    state = visit.bench.state()
    if not visit.user.name:  # somebody who is not let in yet learns nothing of the record
        return Surroundings(
            (), token, "", sitrep.__version__, is_fresh=True, state="", language=translating.read_in(), tongues=tongues(visit)
        )
    return Surroundings(
        menu,
        token,
        visit.record_name,
        sitrep.__version__,
        state.is_fresh,
        state.tag,
        can_log_out,
        translating.read_in(),
        tongues(visit),
    )
