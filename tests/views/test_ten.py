def test_what_the_counselor_said_in_the_latest_hour_is_asked_again(alice, alice_journal, published):
    for number, words in enumerate(("Breathe first.", "You need not answer tonight."), 1):
        alice.post(f"/n/tools/after-the-hour/{number}/", {"q_said": words})
    page = alice.get("/n/ten/").content.decode()
    assert page.index("You need not answer tonight.") < page.index("Breathe first.")
