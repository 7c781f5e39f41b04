"""A browser without script, as far as forms go: it sends what a form holds, with what a person typed and pressed."""

from html.parser import HTMLParser

from django.test import Client

TEXTS = ("text", "hidden", "date", "search", "")


class _Forms(HTMLParser):
    """Every form of a page: its address, its fields with their values, its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict] = []
        self._area = self._select = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append({"action": given.get("action"), "fields": {}, "names": set()})
        if not self.forms or not (name := given.get("name")):
            if tag == "option" and self._select and "selected" in given:
                self.forms[-1]["fields"][self._select] = [given.get("value", "")]
            return
        form = self.forms[-1]
        form["names"].add(name)
        kind = given.get("type", "")
        if tag == "input" and (kind in TEXTS or "checked" in given):
            form["fields"].setdefault(name, []).append(given.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "textarea":
            self._area, form["fields"][name] = name, [""]
        elif tag == "select":
            self._select = name

    def handle_endtag(self, tag):
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select

    def handle_data(self, data):
        if self._area:
            self.forms[-1]["fields"][self._area][0] += data.removeprefix("\n")


class Reader:
    """A person at a browser: opens pages, fills in the form that has these fields, presses, and reads what comes."""

    def __init__(self, client: Client) -> None:
        self.client, self.text = client, ""

    def open(self, address: str) -> str:
        answer = self.client.get(address, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        self.text, self.address = answer.content.decode(), answer.request["PATH_INFO"]
        return self.text

    def send(self, address: str, **typed: str | list[str]) -> str:
        """Open the page, type and press: every name must stand in one form of it. Gives the page that comes."""
        page = _Forms()
        page.feed(self.open(address))
        fitting = [form for form in page.forms if set(typed) <= form["names"]]
        assert fitting, (address, sorted(typed), [sorted(form["names"]) for form in page.forms])
        sent = fitting[0]["fields"] | typed
        answer = self.client.post(fitting[0]["action"] or self.address, sent, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        self.text = answer.content.decode()
        assert 'class="errors"' not in self.text, self.text
        return self.text
