import socket

import pytest

from classify.errors import InputError
from classify.web import serving
from classify.web.serving import serve, token_for

TOKEN = "a-token_of-16-or"


class Closing:
    """A desk of which only the end matters here."""

    closed = False

    def close(self):
        self.closed = True


@pytest.fixture
def runs(monkeypatch):
    """Let no server run, and tell what it would have run with."""
    found = []
    monkeypatch.setattr(serving.uvicorn.Server, "run", lambda self, sockets: found.append((self.config, sockets[0])))
    yield found
    for _, listening in found:
        listening.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.3.2.1"])
def test_on_loopback_no_token_is_needed(host):
    assert token_for(host, None) is None
    assert token_for(host, TOKEN) == TOKEN


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_elsewhere_one_is_made_up_each_time(host):
    one, other = token_for(host, None), token_for(host, None)
    assert one != other
    assert min(len(one), len(other)) >= 32
    assert token_for(host, one) == one
    assert token_for(host, TOKEN) == TOKEN


@pytest.mark.parametrize("token", ["", "short", "x" * 15, "x" * 201, TOKEN + " ", TOKEN + "\n", "ü" * 20, "a;b=c" * 5])
def test_a_token_that_can_be_guessed_or_not_be_sent_is_refused(token):
    with pytest.raises(InputError, match="16 to 200"):
        token_for("0.0.0.0", token)


@pytest.mark.parametrize(
    ("host", "token", "address"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:{}/"),
        ("127.0.0.1", TOKEN, "http://127.0.0.1:{}/?token=" + TOKEN),
        ("::1", None, "http://[::1]:{}/"),
    ],
)
def test_the_address_is_told_when_the_port_is_open_and_can_be_opened(runs, host, token, address):
    told = []

    def ready(found):
        told.append(found)
        number = int(found.split("?")[0].rstrip("/").rpartition(":")[2])
        socket.create_connection((host, number), timeout=5).close()

    desk = Closing()
    try:
        serve(desk, host, 0, token, ready)
    except OSError:
        pytest.skip("this machine has no IPv6")
    ((config, listening),) = runs
    assert told == [address.format(listening.getsockname()[1])]
    assert config.limit_concurrency == serving.CONNECTIONS
    assert desk.closed


def test_a_desk_is_closed_when_the_server_fails(monkeypatch):
    def fail(self, sockets):
        sockets[0].close()
        raise KeyboardInterrupt

    monkeypatch.setattr(serving.uvicorn.Server, "run", fail)
    desk = Closing()
    with pytest.raises(KeyboardInterrupt):
        serve(desk, "127.0.0.1", 0, None, lambda _: None)
    assert desk.closed


@pytest.mark.parametrize(
    ("host", "port"),
    [("no.such.host.invalid", 0), ("127.0.0.1", 65536), ("127.0.0.1", 65537), ("127.0.0.1", -1), ("192.0.2.1", 0)],
)
def test_where_nobody_can_listen_it_says_so(runs, host, port):
    told, desk = [], Closing()
    with pytest.raises(InputError, match="cannot listen there") as caught:
        serve(desk, host, port, None, told.append)
    assert host in caught.value.cause
    assert told == runs == []
    assert desk.closed


def test_a_port_that_is_taken_is_refused(runs):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="cannot listen there"):
        serve(Closing(), "127.0.0.1", taken.getsockname()[1], None, lambda _: None)
