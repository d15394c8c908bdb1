import subprocess
import sys


def test_what_a_report_is_made_of_loads_nothing_that_draws():
    script = (
        "import sys, classify.judging.measured, classify.verbs.train; print({'pygal', 'jinja2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
