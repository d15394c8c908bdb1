"""What a person does on the page of the desk, for tests in a browser."""


def paste(page, text):
    if "#/read/" in page.url:
        page.click(".new")
    page.fill("#paste", text)
    page.click("button.primary")
    page.wait_for_url("**/#/read/*")
    page.wait_for_selector(".sentence")
