"""Routes: what a page and an action are; each module of `pages` makes its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from starlette.responses import Response

from sitrep.views.workbench.users import Role
from sitrep.views.workbench.visits import Visit

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, its title in the menu, its template, and what finds the values that the template shows as `view`.

    `look` may return a whole answer instead, such as a file to save. A page that `flows` is sent as far as it goes while the rest is
    still computed: its template says `{{ pause }}` where that begins.
    """

    path: str
    title: str
    template: str
    look: Callable[[Visit], msgspec.Struct | Response]
    in_menu: bool = True
    role: Role = "reader"
    is_open: bool = False  # also to whoever has not logged in
    flows: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a form does; it needs the form's token and the role."""

    path: str
    act: Callable[[Visit, Form], Response]
    role: Role = "reviewer"
