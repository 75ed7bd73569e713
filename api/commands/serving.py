"""``serve``: the pages and the interface, on this machine."""

import gc
import os
import socket
from argparse import Namespace
from contextlib import suppress
from ipaddress import ip_address
from threading import Thread
from time import sleep

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.builtin import import_built_in
from api.moments import Moment, Moments
from api.parser import option
from api.session import Command, CommandError, Session
from api.sparql.echo import protocol_for
from graph.beside import follower_of
from graph.dataset import Dataset
from graph.endpoint import Endpoint
from graph.errors import StoreError
from graph.remote import RemoteStore

GRACE = 5  # seconds that running requests get when the server is to stop
PAUSE = 2  # seconds between two looks whether a store on another machine still keeps in step


def serve(arguments: Namespace, session: Session) -> int:
    """Serve the data folder until told to stop; an empty one gets the built-in data."""
    host = arguments.host or session.settings.host
    port = session.settings.port if arguments.port is None else arguments.port
    if not _is_loopback(host):
        raise CommandError("cli.not_loopback", host=host)
    store = arguments.store or session.settings.store
    follower = follower_of(RemoteStore(Endpoint(store))) if store else None
    with _listening(host, port) as listener, session.open_to_write(follower) as dataset:
        if not arguments.empty and dataset.untouched:
            dataset.bring_up()
            import_built_in(dataset, session)
        app = create_app(dataset, session.settings, session.clock, scratch=arguments.scratch)
        app.state.pool.open()
        address = f"http://{_in_address(host)}:{listener.getsockname()[1]}/"
        session.console.say("cli.serving", address=address, folder=session.settings.data)
        if arguments.json:
            session.console.data({"address": address})
        session.console.out.flush()
        moments = app.state.moments
        work = (dataset, moments, session) if store else (moments,)
        Thread(target=_follow if store else _warm, args=work, daemon=True).start()
        try:
            _run(app, listener)
        finally:
            app.state.pool.close()
    return 0


def _warm(moments: Moments) -> None:
    """Work out what pages need; what is there then, collections of garbage need not look at."""
    moments.at(Moment(), inside=False).warm()
    gc.collect()
    gc.freeze()


def _follow(dataset: Dataset, moments: Moments, session: Session) -> None:
    """Keep the store in step with the log as long as the server runs."""
    cold, said = True, ""
    while True:
        cold = cold or not dataset.ready
        try:
            dataset.bring_up()
            said = ""
        except StoreError as error:
            before, said = said, error.text(session.console.language)
            if said != before:
                session.console.complain_in_words(said)
        if cold and dataset.ready:
            _warm(moments)
            cold = False
        sleep(PAUSE)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int) -> socket.socket:
    """Return a listening socket; taken before any data is read, so that a taken port is cheap."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number) if number else error
        raise CommandError("cli.no_port", host=host, port=port, reason=reason) from error


def _run(app: FastAPI, listener: socket.socket) -> None:
    config = uvicorn.Config(
        app,
        access_log=False,
        http=protocol_for(app.state.echo),
        lifespan="off",
        log_level="warning",
        proxy_headers=False,  # whoever asks could call himself anybody
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    with suppress(KeyboardInterrupt):  # how Ctrl-C ends what has ended well
        uvicorn.Server(config).run(sockets=[listener])


COMMANDS = (
    Command(
        "serve",
        (
            option("--host", metavar="address"),
            option("--port", type=int, metavar="number"),
            option("--empty", action="store_true"),
            option("--scratch", action="store_true"),
            option("--store", metavar="address"),
        ),
        serve,
    ),
)
