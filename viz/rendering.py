"""Templates to HTML: one environment that escapes everything and refuses unknown names."""

from functools import cache
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from graph.model import Reference
from viz.assets import href
from viz.frame import Frame
from viz.wording import wording


@cache
def environment() -> Environment:
    """Return the environment of all page templates."""
    found = Environment(
        loader=PackageLoader("viz"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters["host"] = host
    found.tests["web"] = is_web
    return found


def is_web(address: str) -> bool:
    """Return whether an address may become a link: only http and https are safe to follow."""
    return address.startswith(("https://", "http://"))


def host(address: str) -> str:
    """Return the host of a web address, or the address itself when it has none."""
    return urlsplit(address).hostname or address


def render(template: str, frame: Frame, **values: object) -> str:
    """Return ``templates/{template}.html`` with the frame's words and links and ``values``."""
    words = wording(frame.language)

    def thing_link(found: Reference) -> str:
        return frame.doc(found.kind, found.key) if found.kind else ""

    return (
        environment()
        .get_template(f"{template}.html")
        .render(
            frame=frame,
            w=words,
            t=words.text,
            rich=words.rich,
            count=words.count,
            rich_count=words.rich_count,
            label=words.label,
            name=words.name,
            link=frame.link,
            thing_link=thing_link,
            asset=lambda name: frame.root + href(name),
            **values,
        )
    )
