"""A text → its language, told from its characters; a publication → the same with languages set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from keben import walk
from keben.model import Article, Inlines, Publication

SAMPLE = 20_000
"""Characters looked at; more do not change the answer."""

SHARE = 10
"""A script counts as the text's own from one CJK character in ten: less is a quotation."""

PAIRS = (
    "爱愛备備贝貝笔筆边邊变變标標别別宾賓补補参參仓倉产產长長尝嘗车車陈陳称稱诚誠迟遲处處传傳"
    "创創词詞从從达達带帶单單当當党黨导導灯燈邓鄧敌敵递遞点點电電东東动動对對队隊顿頓夺奪恶惡"
    "儿兒尔爾发發罚罰饭飯访訪飞飛费費纷紛奋奮丰豐风風凤鳳妇婦复復刚剛岗崗个個给給贡貢沟溝构構"
    "购購顾顧关關观觀馆館惯慣广廣归歸规規贵貴国國过過还還汉漢号號华華画畫话話怀懷坏壞欢歡环環"
    "黄黃会會货貨获獲机機积積级級极極际際济濟计計记記纪紀继繼价價监監坚堅间間艰艱简簡见見将將讲講"
    "奖獎阶階节節结結紧緊进進经經惊驚举舉剧劇据據觉覺军軍开開课課块塊况況来來兰蘭劳勞乐樂离離"
    "礼禮历歷丽麗连連联聯练練粮糧两兩灵靈刘劉龙龍楼樓录錄虑慮论論罗羅妈媽马馬吗嗎买買卖賣满滿"
    "门門们們梦夢民民难難脑腦鸟鳥农農诺諾欧歐盘盤赔賠评評齐齊启啟气氣迁遷桥橋亲親轻輕请請庆慶穷窮"
    "区區权權劝勸确確让讓热熱认認荣榮伤傷设設摄攝绍紹审審声聲胜勝师師诗詩时時实實识識适適书書"
    "术術树樹数數谁誰说說丝絲诉訴虽雖随隨岁歲孙孫态態谈談题題条條铁鐵听聽头頭图圖团團万萬为為"
    "围圍卫衛温溫问問无無务務习習戏戲显顯现現线線乡鄉响響项項写寫谢謝信信兴興学學寻尋询詢亚亞"
    "严嚴盐鹽阳陽养養样樣业業叶葉页頁医醫义義艺藝议議译譯阴陰银銀隐隱应應营營邮郵优優犹猶"
    "与與语語园園员員远遠愿願约約运運杂雜则則责責战戰张張这這针針阵陣争爭证證织織职職纸紙制制"
    "质質种種众眾专專转轉装裝状狀总總组組"
)
"""A character of simplified writing, then the one of traditional writing for it."""

_PAIRED = list(zip(PAIRS[::2], PAIRS[1::2], strict=True))
SIMPLIFIED = frozenset(simple for simple, full in _PAIRED if simple != full)
TRADITIONAL = frozenset(full for simple, full in _PAIRED if simple != full)

_SCRIPTS = {
    "han": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "kana": re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]"),
    "hangul": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}


def detect(text: str, *, undecided: str = "zh-Hans") -> str:
    """The language of a text, from at most ``SAMPLE`` characters of its beginning.

    Kana tell Japanese, Hangul tells Korean; Han is zh-Hans or zh-Hant by the characters that only
    one of the two has, and ``undecided`` where it has neither. Any other text is English.
    """
    sample = text[:SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    cjk = counts["han"] + counts["kana"] + counts["hangul"]
    # A Latin word has about five letters and a Chinese one two characters.
    if cjk * 5 < counts["latin"] * 2 or not cjk:
        return "en"
    if counts["kana"] * SHARE >= cjk:
        return "ja"
    if counts["hangul"] * SHARE >= cjk:
        return "ko"
    simplified = sum(map(SIMPLIFIED.__contains__, sample))
    traditional = sum(map(TRADITIONAL.__contains__, sample))
    if simplified == traditional:
        return undecided
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def settle(publication: Publication) -> Publication:
    """Fill in the languages that nobody stated: the publication's from all its text, an article's
    from its own. An article in a publication whose language was stated has that language."""
    metadata = publication.metadata
    stated = metadata.language
    articles = tuple(walk.articles(publication))
    whole = stated or detect("\n".join(_sample(a, SAMPLE // len(articles)) for a in articles))
    undecided = whole if whole != "en" else "zh-Hans"

    def fill(article: Article) -> Article:
        if article.language:
            return article
        sample = "" if stated else _sample(article, SAMPLE)
        # A few characters decide nothing: a short chapter is in the book's language.
        own = detect(sample, undecided=undecided) if len(sample) > 40 else whole
        return replace(article, language=own)

    settled = walk.map_articles(publication, fill)
    return replace(settled, metadata=replace(metadata, language=whole))


def _sample(article: Article, length: int) -> str:
    """The first characters of an article; code, which is in no language, is left out."""
    parts: list[str] = []
    left = length
    for run in _runs(article):
        parts.append(walk.plain(run))
        left -= len(parts[-1])
        if left < 0:
            break
    return "\n".join(parts)[:length]


def _runs(article: Article) -> Iterator[Inlines]:
    yield article.title
    for block in walk.article_blocks(article):
        yield from walk.own_inlines(block)
