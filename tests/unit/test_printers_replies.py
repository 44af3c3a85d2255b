"""Are a printer's replies told apart, whatever else it sends between them?"""

from printers.replies import LONGEST_BLOCK, Acknowledged, AutomaticStatus, Noise, Reply, ReplyStream, StatusByte


def replies(*pieces: bytes) -> list[Reply]:
    stream = ReplyStream()
    return [reply for piece in pieces for reply in stream.feed(piece)]


def test_automatic_status_is_not_taken_for_the_answer_to_a_question() -> None:
    heard = replies(b"\x14\x00\x0c\x0f\x12")

    assert heard == [AutomaticStatus(b"\x14\x00\x0c\x0f"), StatusByte(0x12)]


def test_an_acknowledgement_in_two_pieces_is_one() -> None:
    assert replies(b"\x37\x2200", b"1A\x00\x1e") == [Acknowledged("001A"), StatusByte(0x1E)]


def test_a_lone_byte_like_automatic_status_does_not_swallow_the_answer_behind_it() -> None:
    assert replies(b"\x10\x12") == [Noise(b"\x10"), StatusByte(0x12)]


def test_other_blocks_and_flow_control_are_noise() -> None:
    assert replies(b"\x37\x25xyz\x00\x11\x12") == [Noise(b"\x37\x25xyz\x00"), Noise(b"\x11"), StatusByte(0x12)]


def test_a_block_that_never_ends_holds_nothing_up_for_ever() -> None:
    heard = replies(b"\x37" + b"\x41" * LONGEST_BLOCK + b"\x12")

    assert heard[-1] == StatusByte(0x12)
