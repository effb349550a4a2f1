"""uvicorn, told to let go of the phones that wait before it ends."""

from __future__ import annotations

import socket

import uvicorn

from mingze.live.app import LiveApp

_KEEP_ALIVE = 30


class HallServer(uvicorn.Server):
    """Serves one application."""

    def __init__(self, app: LiveApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                access_log=False,
                log_level="warning",
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=3,
                lifespan="on",
                server_header=False,
            )
        )
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: what is being stored is answered, phones that wait for news ask again elsewhere."""
        self._app.release()
        await super().shutdown(sockets)
