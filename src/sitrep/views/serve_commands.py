"""The commands of the workbench: serve it, and say who may use it."""

from typing import Annotated, Literal

import typer

from sitrep.views import options
from sitrep.views.messages import MESSAGES
from sitrep.views.spreading import spread

app = typer.Typer(
    name="users",
    help="Say who may use the workbench, and as what.",
    epilog="Example: sitrep users add olena --role reviewer --users users.json",
    no_args_is_help=True,
)
UsersFile = Annotated[str, typer.Option("--users", metavar="FILE", envvar="SITREP_USERS", help="The users file.")]
Host = Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")]
Port = Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port to listen at; 0 takes a free one.")]
UsersMaybe = Annotated[
    str | None,
    typer.Option(
        "--users", metavar="FILE", envvar="SITREP_USERS", help="Who may log in; `sitrep users add` makes the file.", show_default=False
    ),
]
Certificate = Annotated[str | None, typer.Option(metavar="FILE", help="A TLS certificate, to speak HTTPS with --key.", show_default=False)]
Key = Annotated[str | None, typer.Option(metavar="FILE", help="The key of the certificate.", show_default=False)]
HttpsByProxy = Annotated[bool, typer.Option("--https-by-proxy", help="A proxy in front speaks HTTPS with the browsers.")]
AllowHost = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="A further name under which browsers ask for it.", show_default=False)
]
ProxyHeader = Annotated[
    str | None, typer.Option(metavar="HEADER", help="The header in which a trusted proxy names the user.", show_default=False)
]
TrustedProxy = Annotated[
    list[str] | None, typer.Option(metavar="ADDRESS", help="The address or network of that proxy.", show_default=False)
]
ProxyRole = Annotated[
    Literal["reader", "reviewer", "admin"] | None,
    typer.Option(metavar="ROLE", help="The role of its users who are not in the users file; else they are refused.", show_default=False),
]
Tiles = Annotated[
    str | None,
    typer.Option(
        metavar="URL", help="An online map layer, such as https://tiles.example.org/{z}/{x}/{y}.png; else none.", show_default=False
    ),
]
Language = Annotated[
    Literal["en", "uk"] | None,
    typer.Option(
        help="The language of the pages, for whoever has chosen none; without it the one that the browser asks for.", show_default=False
    ),
]
Licence = Annotated[
    str | None, typer.Option(metavar="TEXT", help="The licence under which the record may be passed on, told with it.", show_default=False)
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that judgements will bear.", show_default=False)]


def register(program: typer.Typer) -> None:
    """Adds the commands to the program."""
    program.command(epilog="Example: sitrep serve --db war.db")(serve)
    program.add_typer(app)


@spread
def serve(
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    users: UsersMaybe = None,
    certificate: Certificate = None,
    key: Key = None,
    https_by_proxy: HttpsByProxy = False,
    allow_host: AllowHost = None,
    proxy_header: ProxyHeader = None,
    trusted_proxy: TrustedProxy = None,
    proxy_role: ProxyRole = None,
    tiles: Tiles = None,
    licence: Licence = None,
    language: Language = None,
    database: options.Database = None,
) -> None:
    """Serve the workbench: a record to read, see and correct in a browser, and as JSON under /api."""
    from sitrep.views import extras

    extras.library("fastapi", "serve", "the workbench")
    from sitrep.views.workbench import serving

    secrets = serving.Certificate(certificate, key, https_by_proxy)
    proxy = serving.ProxyWishes(proxy_header, tuple(trusted_proxy or ()), proxy_role)
    wishes = serving.ServeWishes(database, host, port, users, tuple(allow_host or ()), tiles, licence, language, secrets, proxy)
    raise typer.Exit(serving.serve(wishes, MESSAGES))


@app.command(epilog="Example: sitrep users add olena --role reviewer --users users.json")
@spread
def add(
    name: Name,
    *,
    role: Annotated[Literal["reader", "reviewer", "admin"], typer.Option(help="What they may do.")] = "reader",
    users: UsersFile = "users.json",
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")] = False,
    no_password: Annotated[bool, typer.Option("--no-password", help="They come through a trusted proxy alone.")] = False,
) -> None:
    """Add a user, or give one another role or password; the password is asked for."""
    from sitrep.views import extras

    extras.library("argon2", "serve", "a users file")
    from sitrep.views.workbench import rosters

    raise typer.Exit(rosters.add_user(users, name, role, rosters.typed_password(password_stdin, no_password), MESSAGES))


@app.command(epilog="Example: sitrep users remove olena --users users.json")
@spread
def remove(
    name: Name,
    *,
    users: UsersFile = "users.json",
) -> None:
    """Take a user out; who is logged in is out at once, and their judgements stay."""
    from sitrep.views import extras

    extras.library("argon2", "serve", "a users file")
    from sitrep.views.workbench import rosters

    raise typer.Exit(rosters.remove_user(users, name, MESSAGES))


@app.command("list", epilog="Example: sitrep users list --users users.json")
@spread
def list_users(
    *,
    users: UsersFile = "users.json",
) -> None:
    """Print who may use the workbench, and as what."""
    from sitrep.views import extras

    extras.library("argon2", "serve", "a users file")
    from sitrep.views.workbench import rosters

    raise typer.Exit(rosters.list_users(users))
