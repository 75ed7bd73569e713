"""Whether the server lives and which state of the data it answers from."""

from fastapi import APIRouter

from api.answers import Alive, Ready
from api.frames import Known

router = APIRouter(tags=["operation"])
SHOWN = 16  # digits of the content hash


@router.get("/health/live", response_model=Alive)
async def live() -> Alive:
    """Return that the server answers at all."""
    return Alive(status="live")


@router.get("/health/ready", response_model=Ready)
def ready(known: Known) -> Ready:
    """Return which state of the data answers are made from."""
    return Ready(
        status="ready",
        revision=known.dataset.revision,
        claims=known.claim_count(),
        content_hash=known.content_hash()[:SHOWN],
    )
