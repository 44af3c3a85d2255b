"""Are the figures of a typed notice said by the rules of each language?"""

import re

import pytest

from display.typed import spoken
from server.views.told import Told

SENTENCES = [
    (
        "vi",
        "Nhận hồ sơ đất đai đến 16 giờ 30 chiều nay.",
        "Nhận hồ sơ đất đai đến mười sáu giờ ba mươi phút chiều nay.",
    ),
    ("vi", "Đến 16h30, quầy 21 và 5 quầy khác.", "Đến mười sáu giờ ba mươi phút, quầy hai mươi mốt và năm quầy khác."),
    ("vi", "Mở cửa lúc 8h.", "Mở cửa lúc tám giờ."),
    ("vi", "Mở cửa lúc 7:05.", "Mở cửa lúc bảy giờ năm phút."),
    ("vi", "Lúc 16 giờ 30 phút.", "Lúc mười sáu giờ ba mươi phút."),
    ("vi", "Lúc 8 giờ sáng.", "Lúc tám giờ sáng."),
    ("vi", "Mời số T 0007 đến quầy 105.", "Mời số tê, không, không, không, bảy đến quầy một trăm linh năm."),
    ("vi", "Ngày 2/9 chi nhánh nghỉ.", "Ngày hai tháng chín chi nhánh nghỉ."),
    ("vi", "Ngày 30/4 chi nhánh nghỉ.", "Ngày ba mươi tháng tư chi nhánh nghỉ."),
    ("vi", "Gọi 1022 hoặc 0243.", "Gọi một không hai hai hoặc không hai bốn ba."),
    ("vi", "Còn 0 số, 100%.", "Còn không số, một trăm%."),
    ("vi", "Lúc 25:30.", "Lúc hai mươi lăm:ba mươi."),
    ("vi", "Tỷ lệ 45/60.", "Tỷ lệ bốn mươi lăm/sáu mươi."),
    ("vi", "Xin chào quý khách.", "Xin chào quý khách."),
    ("en", "Land until 16:30.", "Land until four thirty in the afternoon."),
    ("en", "Ticket A007, counter 21.", "Ticket A, zero, zero, seven, counter twenty-one."),
    ("en", "Closed on 2/9.", "Closed on second of September."),
    ("en", "Call 1022.", "Call one zero two two."),
    ("fr", "Foncier jusqu’à 16 h 30.", "Foncier jusqu’à seize heures trente."),
    ("fr", "Ouvert à 8 h.", "Ouvert à huit heures."),
    ("fr", "Fermé le 1/5.", "Fermé le premier mai."),
    ("fr", "Guichets 71 et 80.", "Guichets soixante et onze et quatre-vingts."),
]


@pytest.mark.parametrize(("language", "typed", "said"), SENTENCES)
def test_a_typed_sentence_is_said_with_its_figures_in_words(language: str, typed: str, said: str) -> None:
    assert spoken(typed, language) == said


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_no_figure_is_left_to_the_voice(language: str) -> None:
    typed = "1 02 003 4567 8:9 10:11 24h 31/12 32/13 99/99/9999 A1 B 12 C123 D 12345 1.000,50 7/24 h9"

    assert not re.search(r"\d", spoken(typed, language))


def test_a_typed_notice_is_written_as_it_was_typed_and_said_in_words() -> None:
    notice = Told("n", "notice", {"vi": "Đến 16:30."}, ("vi",))

    assert notice.texts["vi"] == "Đến 16:30."
    assert notice.said("vi").sentence == "Đến mười sáu giờ ba mươi phút."
