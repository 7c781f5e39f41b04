"""What we say we keep is what we keep."""

from django.core.management import call_command

from journal import kept


def test_every_column_stands_in_kept_toml_and_nothing_else_does():
    assert kept.promised() == kept.stored()


def test_check_fails_on_a_column_that_is_not_promised(monkeypatch):
    monkeypatch.setattr(kept, "stored", lambda: {*kept.promised(), "Person.mother"})
    messages = kept.check_kept()
    assert [message.msg for message in messages] == ["kept.toml says nothing of Person.mother."]


def test_check_passes():
    call_command("check", fail_level="WARNING")
