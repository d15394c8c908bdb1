"""Data sets of the hub, which may be out of reach."""

from __future__ import annotations

import socket
from typing import Any

from classify.corpus.remedies import Door, hub_remedy
from classify.errors import InputError

_PATIENCE = 3.0
"""Seconds to wait for the hub to answer at all: the hub's own library goes on trying for half a minute."""


def load_from_hub(name: str, door: Door) -> Any:
    """Return the splits of a data set of the hub.

    Raises:
        InputError: the hub cannot be reached, or has no such data set.
    """
    _refuse_unreachable(name, door)
    import datasets

    try:
        return datasets.load_dataset(name)
    except (OSError, ValueError, datasets.exceptions.DatasetsError) as error:
        raise _not_there(name, " ".join(str(error).split())[:200], hub_remedy(door)) from None


def _refuse_unreachable(name: str, door: Door) -> None:
    from urllib.parse import urlsplit
    from urllib.request import getproxies

    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE or getproxies():
        return
    address = urlsplit(constants.ENDPOINT)
    try:
        socket.create_connection((address.hostname, address.port or 443), timeout=_PATIENCE).close()
    except OSError as error:
        reason = f"{address.hostname} cannot be reached ({error.strerror or error})."
        remedy = f"{hub_remedy(door)} One that was fetched before is read with HF_HUB_OFFLINE=1."
        raise _not_there(name, reason, remedy) from None


def _not_there(name: str, reason: str, remedy: str) -> InputError:
    return InputError(f"{name}: neither a file here nor a data set on the hub: {reason}", remedy)
