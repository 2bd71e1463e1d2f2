"""Phrases: what templates say word for word, put into them in a language when they are loaded, not each time they are filled in."""

import re
from collections.abc import Callable

from jinja2 import Environment, PackageLoader

from sitrep.views.translating import catalogue

CALL = r'_\("((?:[^"\\%]|\\.)*)"\)'
ALONE = re.compile(r"\{\{ " + CALL + r" \}\}")
AMONG_OTHERS = re.compile(CALL)


class TranslatedTemplates(PackageLoader):
    """The templates of a package in one language; phrases with values in them are left to the filling in."""

    def __init__(self, package: str, language: str) -> None:
        super().__init__(package)
        self._gettext = catalogue(language).gettext

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        """Returns a template with its phrases, its file, and whether that is as it was."""
        source, name, is_current = super().get_source(environment, template)
        return AMONG_OTHERS.sub(self._as_string, ALONE.sub(self._as_text, source)), name, is_current

    def _as_text(self, found: re.Match[str]) -> str:
        """Returns a phrase as it stands on the page; catalogues are ours, and may hold elements."""
        return self._gettext(found[1])

    def _as_string(self, found: re.Match[str]) -> str:
        """Returns a phrase as a value of the template."""
        return '"{}"'.format(self._gettext(found[1]).replace("\\", "\\\\").replace('"', '\\"'))
