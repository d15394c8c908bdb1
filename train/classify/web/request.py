"""What every route is given."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from classify.web.desk import Desk


async def _desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(_desk_of)]
