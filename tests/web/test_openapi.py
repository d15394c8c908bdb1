"""What the OpenAPI document promises, tried with requests made up from it. Skipped where schemathesis is missing."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from classify.web.app import create_app
from classify.web.desk import Desk, Places

schemathesis = pytest.importorskip("schemathesis")
HOST = {"Host": "127.0.0.1"}
# Few made-up requests each, always the same, so that the time is bounded; not made smaller where one fails.
bounded = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_request_makes_a_server_error(model_folder, tmp_path, mode):
    desk = Desk(Places(model_folder, tmp_path))
    document = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(desk), headers=HOST)
    operations = [found.ok() for found in document.get_all_operations()]
    assert len(operations) > 15
    for operation in operations:
        attempt(operation, schemathesis.GenerationMode(mode))
    desk.close()


def attempt(operation, mode):
    @bounded
    @given(operation.as_strategy(generation_mode=mode))
    def try_it(case):
        answer = case.call(headers=HOST)
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400:
            assert answer.json()["error"]

    with suppress(Unsatisfiable):  # what takes no values cannot be given wrong ones
        try_it()
