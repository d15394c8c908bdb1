import socket

import datasets
import pytest
from huggingface_hub import constants

from classify.corpus.hub import load_from_hub
from classify.errors import InputError


@pytest.fixture
def reachable(monkeypatch):
    class Connection:
        def close(self):
            pass

    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: Connection())


@pytest.fixture
def unreachable(monkeypatch):
    def refuse(address, timeout):
        assert timeout <= 5
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr("urllib.request.getproxies", dict)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(socket, "create_connection", refuse)


def never(name):
    raise AssertionError("the hub's library was asked")


@pytest.mark.usefixtures("unreachable")
def test_a_hub_out_of_reach_is_said_at_once(monkeypatch):
    monkeypatch.setattr(datasets, "load_dataset", never)
    with pytest.raises(InputError, match=r"o/n: neither a file here .* cannot be reached \(Name or service") as caught:
        load_from_hub("o/n", "path")
    assert caught.value.remedy.startswith("Check the name and the connection.")


@pytest.mark.usefixtures("unreachable")
@pytest.mark.parametrize("otherwise", ["offline", "proxy"])
def test_what_was_fetched_before_or_goes_by_a_proxy_is_left_to_the_hubs_library(monkeypatch, otherwise):
    if otherwise == "offline":
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    else:
        monkeypatch.setattr("urllib.request.getproxies", lambda: {"https": "http://proxy"})
    monkeypatch.setattr(datasets, "load_dataset", lambda name: {"train": name})
    assert load_from_hub("o/n", "config") == {"train": "o/n"}


@pytest.mark.usefixtures("reachable")
def test_a_name_that_the_hub_does_not_know_is_said(monkeypatch):
    def unknown(name):
        raise ConnectionError("no route")

    monkeypatch.setattr(datasets, "load_dataset", unknown)
    with pytest.raises(InputError, match="neither a file here nor a data set on the hub: no route") as caught:
        load_from_hub("o/n", "config")
    assert "data.path" in caught.value.remedy
