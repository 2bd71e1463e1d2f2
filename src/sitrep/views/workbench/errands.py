"""Errands: commands run beside the server, each in a process of its own, whose memory goes back when it is done."""

import os
import subprocess
import sys
import threading

import msgspec

from sitrep.errors import WrongUsage

AT_ONCE = threading.BoundedSemaphore(2)
PATIENCE_SECONDS = 60
LONGEST_SECONDS = 1800


class Done(msgspec.Struct, frozen=True):
    """What a command printed, what it said besides, and how it ended."""

    out: bytes
    said: str
    code: int


def run(arguments: tuple[str, ...], database: str | None) -> Done:
    """Runs a command on the record at an address, which is handed over where others on the machine do not see it; two at once at most.

    Raises: WrongUsage where too many run already, or it takes too long.
    """
    if not AT_ONCE.acquire(timeout=PATIENCE_SECONDS):
        raise WrongUsage("others are at work; try again in a minute")
    try:
        environment = {**os.environ, **({"SITREP_DB": database} if database else {})}
        command = [sys.executable, "-m", "sitrep", *arguments]
        done = subprocess.run(  # noqa: S603 - this very program; what a user typed is never an option
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=LONGEST_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise WrongUsage(f"it took longer than {LONGEST_SECONDS // 60} minutes; `sitrep {arguments[0]}` takes its time") from error
    finally:
        AT_ONCE.release()
    return Done(done.stdout, done.stderr.decode(errors="replace").strip(), done.returncode)
