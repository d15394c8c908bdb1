"""How the desk takes texts in a real browser, and what it says of those that it does not take."""


def file(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


PDF = file("report.pdf", b"%PDF-1.7")
EMPTY = file("nothing.txt", b"")


def test_every_refused_file_is_named_even_where_another_is_opened(open_page):
    page = open_page()
    page.set_input_files("#files", [PDF, file("good.txt", b"Rye was sown in the east."), EMPTY])
    page.locator(".head h2:has-text('good.txt')").wait_for()
    problem = page.locator("#problem")
    problem.locator("p").nth(1).wait_for()
    assert "report.pdf: this is a PDF" in problem.inner_text()
    assert "nothing.txt: the file is empty." in problem.inner_text()
    page.click(".new")
    problem.locator("p").first.wait_for(state="detached")


def test_all_refusals_stay_where_nothing_is_opened(open_page):
    page = open_page()
    page.locator("#paste").wait_for()
    page.set_input_files("#files", [PDF, EMPTY])
    page.locator("#problem p").nth(1).wait_for()
    assert page.locator("#problem p").count() == 2


def test_open_with_nothing_pasted_says_what_to_do(open_page):
    page = open_page()
    page.fill("#paste", "  ")
    page.click("button.primary")
    page.locator("#problem:has-text('Paste an article')").wait_for()
    page.set_input_files("#files", file("mended.txt", b"Now there is a text."))
    page.locator(".head h2:has-text('mended.txt')").wait_for()
    assert page.locator("#problem p").count() == 0


def test_a_table_is_refused_with_the_command_that_reads_it(open_page):
    page = open_page()
    page.locator("#paste").wait_for()
    page.set_input_files("#files", [file("rows.csv", b"text\nOil rose.\n"), file("rows.jsonl", b'{"text": "Gas."}')])
    for name in ("rows.csv", "rows.jsonl"):
        page.locator(f"#problem p:has-text('classify predict {name}')").wait_for()
    assert page.locator(".articles li:has-text('rows.')").count() == 0
