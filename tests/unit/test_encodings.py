"""A file's encoding is proved from all its bytes: the same text in any of them is the same text."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keben.decoding import read_source
from keben.errors import ManuscriptError
from keben.model import Publication, Source
from keben.readers.text import read
from keben.settings import Settings

HANS = """海边的信

    潮水退了，滩上留下一行脚印。老人把信折好，放回原来的信封里，对着灯看了很久，才慢慢地把抽屉推上。
    “你听见什么没有？”他忽然停下来，把灯笼举高了一点——前面那片林子黑沉沉的……
    三天以后，邮差又来了一次，带走的是同样的一封信。
"""
HANT = """海邊的信

    潮水退了，灘上留下一行腳印。老人把信摺好，放回原來的信封裡，對著燈看了很久。
    「你聽見甚麼沒有？」他忽然停下來，把燈籠舉高了一點──前面那片林子黑沉沉的……
    三天以後，郵差又來了一次，帶走的是同樣的一封信。
"""
JA = """海辺の手紙

　潮が引いて、浜には足跡が一すじ残っていた。老人は手紙を折りたたみ、もとの封筒に戻した。
　「何か聞こえたかい」彼はふいに足を止め、提灯を少し高く上げた。～と‖と－と①の印も、そのまま残っている。
"""
KO = """바닷가의 편지

물이 빠진 모래밭에 발자국 한 줄이 남았다. 노인은 편지를 접어 봉투에 도로 넣었다.
“무슨 소리 못 들었니?” 그는 문득 걸음을 멈추고 등을 조금 높이 들었다.
"""
NOTICES = (
    """关于放假的通知

各年级学生：“中秋”将至，现将有关事项通知如下——

一、放假时间

九月十日至九月十二日，共三天；离校的同学请于九日晚九时以前登记，不登记的不得离校。

二、注意事项

锁好门窗，关好水电，结伴出行……二〇二二年九月五日起执行。
""",
    """關於放假的通知

各年級學生：「中秋」將至，現將有關事項通知如下。

一、放假時間

九月十日至九月十二日，共三天；離校的同學請於九日晚九時以前登記，不登記的不得離校。

二、注意事項

鎖好門窗，關好水電，結伴出行……
""",
    """休館のお知らせ

日頃より当館をご利用いただき、ありがとうございます。蔵書点検のため、下記のとおり休館いたします。

一、休館期間

九月十日から九月十二日まで。返却ポストはご利用になれます。ｶﾀﾛｸﾞの検索もできます。
""",
    """휴관 안내

도서관을 찾아 주시는 여러분께 감사드립니다. 장서 점검을 위하여 아래와 같이 문을 닫습니다.

1. 휴관 기간

구월 십일부터 십이일까지 사흘 동안입니다. 반납함은 그대로 쓰실 수 있습니다.
""",
)
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")
SAMPLES = [
    *((HANS, encoding) for encoding in (*UNICODE, "gbk")),
    *((HANT, encoding) for encoding in (*UNICODE, "gbk", "big5", "cp950")),
    *((HANT.replace("甚麼", "乜嘢"), encoding) for encoding in ("utf-8", "big5hkscs")),
    *((JA, encoding) for encoding in (*UNICODE[:5], "cp932", "euc_jis_2004")),
    *((KO, encoding) for encoding in (*UNICODE[:5], "euc_kr", "cp949")),
    *((NOTICES[0], encoding) for encoding in (*UNICODE, "gbk")),
    *((NOTICES[1], encoding) for encoding in (*UNICODE, "gbk", "big5", "cp950", "big5hkscs")),
    *((NOTICES[2], encoding) for encoding in (*UNICODE[:5], "shift_jis", "cp932", "euc_jp")),
    *((NOTICES[3], encoding) for encoding in (*UNICODE[:5], "euc_kr", "cp949")),
]
WINDOWS = str.maketrans("〜‖−", "～∥－")
"""JIS characters as Windows writes them."""


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "cp932":
        return text.translate(WINDOWS).encode(encoding)
    return text.encode(encoding)


def source_of(data: bytes, folder: Path, encoding: str = "") -> Source:
    path = folder / "a.txt"
    path.write_bytes(data)
    return read_source(path, folder, suffixes=(".txt",), encoding=encoding)


def publication_of(data: bytes, folder: Path) -> Publication:
    return read(source_of(data, folder), Settings())


@pytest.mark.parametrize("times", [1, 40], ids=["short", "long"])
@pytest.mark.parametrize(
    ("text", "encoding"), SAMPLES, ids=[f"{text[:2]}-{encoding}" for text, encoding in SAMPLES]
)
def test_every_encoding_gives_the_same_model(
    text: str, encoding: str, times: int, tmp_path: Path
) -> None:
    text = text.replace("～", "〜").replace("－", "−") * times
    data = encoded(text, encoding)
    assert publication_of(data, tmp_path) == publication_of(text.encode(), tmp_path)


@pytest.mark.parametrize("line", [line.strip() for line in HANS.splitlines() if line.strip()])
def test_one_line_in_gbk_is_enough(line: str, tmp_path: Path) -> None:
    assert source_of(line.encode("gbk"), tmp_path).text == line


@pytest.mark.parametrize(
    "text", ["déjà vu", "привет", "สวัสดี", "x 🎉", "naïve", "信", "é", "plain words", "価格は５円"]
)
def test_a_few_characters_of_utf_8_are_utf_8(text: str, tmp_path: Path) -> None:
    assert source_of(text.encode(), tmp_path).encoding == "utf-8"


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ((HANS, "utf-8"), (HANS, "gbk"), "changes here from UTF-8 to GB18030"),
        ((HANS, "gbk"), (HANS, "utf-8"), "changes here from GB18030 to UTF-8"),
        ((HANT, "big5"), (HANS, "gbk"), "changes here from BIG5 to GB18030"),
        ((HANS, "gbk"), (HANT, "big5"), "changes here from GB18030 to BIG5"),
        ((JA, "euc_jis_2004"), (JA, "cp932"), "changes here from EUC-JP to SHIFT_JIS"),
        ((KO, "euc_kr"), (HANS, "gbk"), "changes here from CP949 to GB18030"),
        ((HANS, "utf-8"), (HANS, "utf-16"), "changes here from UTF-8 to UTF-16-LE"),
    ],
)
def test_a_file_of_two_encodings_is_refused_where_they_meet(
    first: tuple[str, str], second: tuple[str, str], message: str, tmp_path: Path
) -> None:
    head, tail = (encoded(text * 8, encoding) for text, encoding in (first, second))
    with pytest.raises(ManuscriptError, match=message) as caught:
        source_of(head + tail, tmp_path)
    line = head.count(b"\n") + 1
    assert caught.value.location
    assert abs((caught.value.location.line or 0) - line) <= 10


def test_an_encoding_that_is_named_is_taken(tmp_path: Path) -> None:
    assert source_of("été".encode("cp1252"), tmp_path, "cp1252").text == "été"
    assert source_of("信".encode("gbk"), tmp_path, "GB2312").encoding == "gb18030"
    with pytest.raises(ManuscriptError, match="not BIG5: bytes FF at offset 2"):
        source_of("信".encode("big5") + b"\xff", tmp_path, "big5")


def test_stray_control_characters_are_left_to_the_reader(tmp_path: Path) -> None:
    assert "\x07" in source_of((HANS + "\x07").encode(), tmp_path).text
    with pytest.raises(ManuscriptError, match="this is no text"):
        source_of(b"a\x01b\x02c\x03", tmp_path)


FILES = int(os.environ.get("KEBEN_BROKEN_FILES", "200"))
"""How many files are tried; 2,000 before a release."""

broken = st.one_of(
    st.binary(max_size=200),
    st.tuples(st.sampled_from(SAMPLES), st.integers(0, 400), st.integers(0, 400)).map(
        lambda cut: encoded(cut[0][0].replace("～", "〜").replace("－", "−"), cut[0][1])[cut[1] :][
            : cut[2]
        ]
    ),
)


@settings(max_examples=FILES)
@given(st.lists(broken, min_size=1, max_size=3).map(b"".join))
def test_any_bytes_end_in_a_document_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp()
    refusal: ManuscriptError | None = None
    try:
        assert publication_of(data, folder).body
    except ManuscriptError as error:
        refusal = error
    assert refusal is None or (refusal.location and refusal.hint)


@pytest.mark.parametrize(("encoding", "limit"), [("utf-8", 1.0), ("gb18030", 3.0)])
def test_a_million_characters_are_decoded_quickly(
    encoding: str, limit: float, tmp_path: Path
) -> None:
    data = (HANS * (1_000_000 // len(HANS) + 1)).encode(encoding)
    start = time.process_time()
    source_of(data, tmp_path)
    assert time.process_time() - start < limit
