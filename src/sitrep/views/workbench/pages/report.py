"""Report: the situation report of a week or other days, as a file."""

from starlette.responses import Response

from sitrep.errors import WrongUsage
from sitrep.views.workbench.errands import run
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit
from sitrep.views.workbench.weeks import read_week

KINDS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
}
PASSED_ON = ("since", "until", "place", "actor", "munition", "source")


def look(visit: Visit) -> Response:
    """Returns the report, written by `sitrep report` in a process of its own, to be saved.

    Raises: WrongUsage for days or a format that are none, and where there is nothing to tell.
    """
    form = visit.asked.get("format", "pdf")
    if form not in KINDS:
        raise WrongUsage(f"format {form!r}: known are {', '.join(KINDS)}")
    week = read_week(visit.asked["week"]).name if "week" in visit.asked else None
    asked = [f"--{name}={getattr(visit.wishes, name)}" for name in PASSED_ON if getattr(visit.wishes, name)]
    arguments = ("report", f"--format={form}", *([f"--week={week}"] if week else []), *asked, *(["--mask-persons"] if visit.masks else []))
    done = run(arguments, visit.bench.settings.database)
    if done.code or not done.out:
        raise WrongUsage(done.said.removeprefix("sitrep: ") or "no report could be written")
    name = f"situation-{week or visit.wishes.since or 'latest'}.{form}"
    return Response(done.out, headers={"Content-Disposition": f'attachment; filename="{name}"'}, media_type=KINDS[form])


PAGE = Page("/report", "Situation report", "", look, in_menu=False)
