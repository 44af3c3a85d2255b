"""What is only a ticket's holder told: until when one may be back, and by how much a later turn is later?"""

from tests.integration.databases import HERE
from tests.integration.office import Office


def test_by_how_much_a_turn_moves_is_told_before_and_after(office: Office) -> None:
    officer, phone = office.client("officer"), office.client()
    officer.does("1", "open", {"services": ["land"]})
    ticket = office.client("greeter").take("land")

    before = phone.get(f"/tickets/{ticket['token']}")
    after = phone.post(f"/tickets/{ticket['token']}/postpone").get_json()

    told = [(one["postpone_min"], one["postponements_left"]) for one in (before, after)]
    assert told == [(15, 2), (15, 1)]
    assert "postpone_min" not in officer.get(f"/branches/{HERE}/tickets?find={ticket['number']}")["tickets"][0]
