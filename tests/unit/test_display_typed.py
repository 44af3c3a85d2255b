"""Are the figures of a typed notice said by the rules of each language?

Vietnamese numbers by Unicode CLDR, common/rbnf/vi.xml (with linh for lẻ), decimals as the textbook Toán 5 reads them
("8,56: tám phẩy năm mươi sáu"), tư for the fourth day, month and quarter; English years and ranks by rbnf/en.xml;
French ranks and numbers by rbnf/fr.xml in the usual spelling ("vingt et un"). Telephones are said one by one.
"""

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
    ("vi", "Còn 0 số, 100%.", "Còn không số, một trăm phần trăm."),
    ("vi", "Lúc 25:30.", "Lúc hai mươi lăm:ba mươi."),
    ("vi", "Tỷ lệ 45/60.", "Tỷ lệ bốn mươi lăm trên sáu mươi."),
    ("vi", "Xin chào quý khách.", "Xin chào quý khách."),
    ("en", "Land until 16:30.", "Land until four thirty in the afternoon."),
    ("en", "Ticket A007, counter 21.", "Ticket A, zero, zero, seven, counter twenty-one."),
    ("en", "Closed on 2/9.", "Closed on the second of September."),
    ("en", "Call 1022.", "Call one zero two two."),
    ("fr", "Foncier jusqu’à 16 h 30.", "Foncier jusqu’à seize heures trente."),
    ("fr", "Ouvert à 8 h.", "Ouvert à huit heures."),
    ("fr", "Fermé le 1/5.", "Fermé le premier mai."),
    ("fr", "Guichets 71 et 80.", "Guichets soixante et onze et quatre-vingts."),
]
DATES = [
    (
        "vi",
        "Thứ 4, ngày 24/11/2026 chi nhánh nghỉ.",
        "Thứ tư, ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu chi nhánh nghỉ.",
    ),
    ("vi", "Từ 24-11-2026.", "Từ ngày hai mươi tư tháng mười một năm hai nghìn không trăm hai mươi sáu."),
    ("vi", "Từ 01.12.2026.", "Từ ngày một tháng mười hai năm hai nghìn không trăm hai mươi sáu."),
    ("vi", "Từ 2026-12-01.", "Từ ngày một tháng mười hai năm hai nghìn không trăm hai mươi sáu."),
    ("vi", "Hết ngày 4/4/26.", "Hết ngày bốn tháng tư năm hai nghìn không trăm hai mươi sáu."),
    ("vi", "Nghỉ 24-26/11.", "Nghỉ hai mươi tư đến ngày hai mươi sáu tháng mười một."),
    (
        "vi",
        "Từ 30/4–2/5.",
        "Từ ngày ba mươi tháng tư đến ngày hai tháng năm.",
    ),
    ("vi", "Ngày 29/2 và 30/2.", "Ngày hai mươi chín tháng hai và ba mươi trên hai."),
    ("vi", "Trong tháng 4.", "Trong tháng tư."),
    ("vi", "Tháng 04, quý 4.", "Tháng tư, quý tư."),
    ("vi", "Tháng 4/2027.", "Tháng tư năm hai nghìn không trăm hai mươi bảy."),
    ("vi", "Quý 4/2026.", "Quý tư năm hai nghìn không trăm hai mươi sáu."),
    ("vi", "Từ 11/2026.", "Từ tháng mười một năm hai nghìn không trăm hai mươi sáu."),
    ("vi", "Tết 2027.", "Tết hai nghìn không trăm hai mươi bảy."),
    ("vi", "Năm 2005, 1999.", "Năm hai nghìn không trăm linh năm, một nghìn chín trăm chín mươi chín."),
    ("vi", "Thứ 2, 4, 6 từ 8h.", "Thứ hai, tư, sáu từ tám giờ."),
    ("vi", "Thứ 2-6.", "Thứ hai đến sáu."),
    ("vi", "Thứ 2 - Thứ 6.", "Thứ hai đến Thứ sáu."),
    ("vi", "Thứ 6, 8 giờ.", "Thứ sáu, tám giờ."),
    ("vi", "Lần thứ 1, lần 4.", "Lần thứ nhất, lần bốn."),
    ("en", "Closed on 24/11/2026.", "Closed on the twenty-fourth of November twenty twenty-six."),
    ("en", "On 24 November 2026.", "On the twenty-fourth of November twenty twenty-six."),
    ("en", "From the 1/5.", "From the first of May."),
    ("en", "Since 11/2005.", "Since November two thousand and five."),
    ("en", "Open 24/11-26/11.", "Open the twenty-fourth of November to the twenty-sixth of November."),
    ("fr", "Fermé le 24/11/2026.", "Fermé le vingt-quatre novembre deux mille vingt-six."),
    ("fr", "Fermé le 24.11.2026.", "Fermé le vingt-quatre novembre deux mille vingt-six."),
    ("fr", "Le 1 décembre 2026.", "Le premier décembre deux mille vingt-six."),
    ("fr", "Dès 04/2027.", "Dès avril deux mille vingt-sept."),
]
TIMES = [
    ("vi", "Làm việc từ 8:00-11:30.", "Làm việc từ tám giờ đến mười một giờ ba mươi phút."),
    (
        "vi",
        "Sáng 7h30 - 11h, chiều 13h-16h30.",
        "Sáng bảy giờ ba mươi phút đến mười một giờ, chiều mười ba giờ đến mười sáu giờ ba mươi phút.",
    ),
    ("vi", "Trong 24h.", "Trong hai mươi tư giờ."),
    ("vi", "Trong 48h.", "Trong bốn mươi tám giờ."),
    ("vi", "Lúc 8:30 PM.", "Lúc hai mươi giờ ba mươi phút."),
    ("vi", "Chờ 5-10 phút.", "Chờ năm đến mười phút."),
    ("en", "Open until 8:30 pm.", "Open until eight thirty in the evening."),
    ("en", "Open at 8:30am.", "Open at eight thirty in the morning."),
    ("en", "Open at 8 a.m. today.", "Open at eight o’clock in the morning today."),
    ("en", "From 12 pm, from 12:15 am.", "From twelve noon, from twelve fifteen in the morning."),
    ("en", "From 8-11 am.", "From eight o’clock in the morning to eleven o’clock in the morning."),
    ("en", "From 1:30-5 pm.", "From one thirty in the afternoon to five o’clock in the afternoon."),
    ("en", "From 11 to 2 pm.", "From eleven o’clock in the morning to two o’clock in the afternoon."),
    ("en", "Until 4:30 this afternoon.", "Until four thirty this afternoon."),
    ("en", "Until 4:30 in the afternoon.", "Until four thirty in the afternoon."),
    ("en", "Within 24h.", "Within twenty-four hours."),
    ("fr", "De 8h à 11h30.", "De huit heures à onze heures trente."),
    ("fr", "De 8 h - 11 h.", "De huit heures à onze heures."),
    ("fr", "À 21 heures.", "À vingt et une heures."),
    ("fr", "Dans 1 heure.", "Dans une heure."),
    ("fr", "Guichet 5 : 10 minutes.", "Guichet cinq : dix minutes."),
    ("fr", "Après 1,5 heure.", "Après un virgule cinq heure."),
]
AMOUNTS = [
    ("vi", "Lệ phí 15.000 đồng.", "Lệ phí mười lăm nghìn đồng."),
    ("vi", "Lệ phí 15.000đ/bản.", "Lệ phí mười lăm nghìn đồng một bản."),
    ("vi", "Lệ phí 8.000 VNĐ.", "Lệ phí tám nghìn đồng."),
    ("vi", "Phí 10.000-20.000 đồng.", "Phí mười nghìn đến hai mươi nghìn đồng."),
    ("vi", "Phí 1.504.005đ.", "Phí một triệu năm trăm linh bốn nghìn không trăm linh năm đồng."),
    ("vi", "Phí 1,5 triệu đồng.", "Phí một phẩy năm triệu đồng."),
    ("vi", "Phí 2000 đồng, 2500 đ.", "Phí hai nghìn đồng, hai nghìn năm trăm đồng."),
    (
        "vi",
        "Đạt 8,56; 0,05 và 12,5%.",
        "Đạt tám phẩy năm mươi sáu; không phẩy không năm và mười hai phẩy năm phần trăm.",
    ),
    ("vi", "Mục 2.1.", "Mục hai chấm một."),
    ("vi", "Còn 15000 hồ sơ.", "Còn mười lăm nghìn hồ sơ."),
    ("vi", "Phí 20 €.", "Phí hai mươi ơ-rô."),
    ("en", "The fee is 15,000 VND.", "The fee is fifteen thousand dong."),
    ("en", "The fee is VND 15.000.", "The fee is fifteen thousand dong."),
    ("en", "The fee is €1.", "The fee is one euro."),
    ("en", "8,000 dong/copy.", "eight thousand dong per copy."),
    ("en", "95.05% served, 9/40 late.", "ninety-five point zero five percent served, nine out of forty late."),
    ("fr", "Tarif : 15 000 dongs.", "Tarif : quinze mille dongs."),
    ("fr", "Tarif : 15\u202f000 VND.", "Tarif : quinze mille dongs."),
    ("fr", "Tarif : 2.000.000 VND.", "Tarif : deux millions de dongs."),
    ("fr", "Tarif : 12,50 €/copie.", "Tarif : douze virgule cinquante euros par copie."),
    ("fr", "80\u00a0% en 15 minutes.", "quatre-vingts pour cent en quinze minutes."),
]
CODES = [
    ("vi", "Phòng A12.", "Phòng A mười hai."),
    ("vi", "Mời đến B2, khổ A4.", "Mời đến bê hai, khổ A bốn."),
    ("vi", "Mẫu CT01.", "Mẫu xê tê không một."),
    ("vi", "Số nhà 12B.", "Số nhà mười hai bê."),
    ("vi", "Quầy số 04 và phòng 02.", "Quầy số bốn và phòng hai."),
    ("vi", "Quầy 3,4,5.", "Quầy ba,bốn,năm."),
    ("vi", "Quầy 3-5.", "Quầy ba đến năm."),
    ("vi", "Từ A001-A050.", "Từ A, không, không, một đến A, không, năm, không."),
    (
        "vi",
        "Nghị định 118/2025/NĐ-CP.",
        "Nghị định một trăm mười tám năm hai nghìn không trăm hai mươi lăm, en-nờ đê, xê pê.",
    ),
    ("vi", "Thông tư số 03/2025.", "Thông tư số không ba năm hai nghìn không trăm hai mươi lăm."),
    ("vi", "Quyết định 766/QĐ-TTg.", "Quyết định bảy trăm sáu mươi sáu, quy đê, tê tê giê."),
    ("vi", "Luật 91/2025/QH15.", "Luật chín mươi mốt năm hai nghìn không trăm hai mươi lăm, quy hát, mười lăm."),
    ("vi", "Gọi 1900 1009.", "Gọi một chín không không, một không không chín."),
    ("vi", "Gọi 024.3825.1234.", "Gọi không hai bốn, ba tám hai năm, một hai ba bốn."),
    ("vi", "Gọi (024) 3825-1234.", "Gọi không hai bốn, ba tám hai năm, một hai ba bốn."),
    ("vi", "Gọi 0912345678.", "Gọi không chín một hai ba bốn năm sáu bảy tám."),
    ("vi", "Gọi +84 24 3825 1234.", "Gọi cộng tám bốn, hai bốn, ba tám hai năm, một hai ba bốn."),
    ("vi", "Gọi 115; đang gọi 120 số.", "Gọi một một năm; đang gọi một trăm hai mươi số."),
    ("en", "Room B12, desk 04.", "Room B twelve, desk four."),
    ("en", "The 1st, 2nd, 3rd and 12th floor.", "The first, second, third and twelfth floor."),
    ("en", "Decree 118/2025/NĐ-CP.", "Decree one hundred and eighteen of twenty twenty-five, N D, C P."),
    ("en", "Call 1900 1009.", "Call one nine zero zero, one zero zero nine."),
    ("en", "Call 115.", "Call one one five."),
    ("fr", "Guichet n° 04, salle B2.", "Guichet n° quatre, salle B deux."),
    ("fr", "Le 1er mai, 2e étage, 1re fois.", "Le premier mai, deuxième étage, première fois."),
    ("fr", "21e et 2ème.", "vingt et unième et deuxième."),
    ("fr", "Décret 118/2025/NĐ-CP.", "Décret cent dix-huit de deux mille vingt-cinq, N D, C P."),
    ("fr", "Appelez le 024 3825 1234.", "Appelez le zéro deux quatre, trois huit deux cinq, un deux trois quatre."),
]


@pytest.mark.parametrize(("language", "typed", "said"), [*SENTENCES, *DATES, *TIMES, *AMOUNTS, *CODES])
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
