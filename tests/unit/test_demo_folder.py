"""Whom does the demonstration know, and do they stay the same from run to run?"""

from pathlib import Path

from demo.folder import Folder


def test_the_demos_people_are_officers_first_then_who_manages_and_audits(tmp_path: Path) -> None:
    people = Folder(tmp_path).accounts(["a", "b"])

    assert [(one.login, one.role, one.branch) for one in people] == [
        ("officer-a", "officer", "a"),
        ("officer-b", "officer", "b"),
        ("manager", "network-manager", None),
        ("auditor", "auditor", None),
        ("manager-a", "branch-manager", "a"),
        ("manager-b", "branch-manager", "b"),
        ("greeter-a", "greeter", "a"),
        ("greeter-b", "greeter", "b"),
    ]
    assert len({one.password for one in people}) == 1


def test_people_stay_the_same_and_who_is_missing_in_an_older_folder_is_added(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    officer = {"branch": "a", "login": "officer-a", "password": "kept", "role": "officer"}
    folder.write(folder.accounts_file, [officer])

    people = folder.accounts(["a"])

    assert people == folder.accounts(["a"])
    assert vars(people[0]) == officer
    assert {one.password for one in people} == {"kept"}
    assert [one.login for one in people] == ["officer-a", "manager", "auditor", "manager-a", "greeter-a"]
