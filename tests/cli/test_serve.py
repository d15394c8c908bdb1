import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from conftest import run_cli


def start(*arguments):
    command = [sys.executable, "-m", "classify", "serve", "--port", "0", *map(str, arguments)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    return process, process.stderr.readline().split()[-1]


def test_it_says_its_address_answers_there_and_ends_with_ctrl_c(model_folder, tmp_path):
    process, address = start("--model", model_folder, "--desk", tmp_path)
    try:
        with urllib.request.urlopen(f"{address}api/health") as answer:
            assert answer.status == 200
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()


def test_off_loopback_it_demands_a_token(model_folder, tmp_path):
    process, address = start("--model", model_folder, "--desk", tmp_path, "--host", "0.0.0.0")
    bare, _, token = address.partition("?token=")
    try:
        assert len(token) >= 32
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(f"{bare}api/health")
        request = urllib.request.Request(f"{bare}api/health", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.mark.parametrize(
    "arguments",
    [["--token", "short"], ["--model", "nowhere"], ["--host", "no.such.host.invalid"], ["--folder", "none"]],
)
def test_wrong_usage_is_an_error_in_two_lines(model_folder, tmp_path, arguments):
    done = run_cli("serve", "--port", "0", "--model", model_folder, "--desk", tmp_path, *arguments)
    assert done.returncode == 2
    assert [line[:6] for line in done.stderr.decode().splitlines()] == ["error:", "  fix:"]


def test_without_the_extra_it_says_what_to_install():
    code = (
        "import sys; from importlib import util; found = util.find_spec; "
        "util.find_spec = lambda name, *rest: None if name == 'fastapi' else found(name, *rest); "
        "sys.argv = ['classify', 'serve']; from classify.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: classify serve: not installed: fastapi.",
        "  fix: Install the extra `web`, or just: pip install fastapi",
    ]
