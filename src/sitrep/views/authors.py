"""Authors: who it is that judges."""

import getpass
import shutil
import subprocess

from sitrep.errors import WrongUsage


def author_name(given: str | None) -> str:
    """Returns who judges: as given (`--as`, $SITREP_USER), else the name that git knows, else the login name.

    Raises: WrongUsage where there is none.
    """
    name = (given or "").strip() or _git_name() or _login_name()
    if not name:
        raise WrongUsage("who decides is unknown; name yourself with --as NAME or in $SITREP_USER")
    return name


def _git_name() -> str:
    """Returns the name that commits would bear, "" where there is none."""
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run([git, "config", "user.name"], capture_output=True, text=True, check=False)  # noqa: S603 - no input of others
    return done.stdout.strip()


def _login_name() -> str:
    """Returns the name that the system knows, "" where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
