"""`python -m bench.copies [COPIES]`: a notice for each row of a table, made in one run, and the
same page made by one WeasyPrint process a copy, called again and again.

The second is measured on a few copies, since each costs the same. Three rows are bad on purpose.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.measuring import measure_often

ROOT = Path(__file__).parents[1]
FONT = ROOT / "fonts" / "NotoSerifCJK-Regular.ttc"
BAD = 3
FEW = 9

NOTICE = """---
title: 录取通知
language: zh-Hans
---

{{ 姓名 }}同学：

你已被录取到第 {{ 班级 }} 班，请于九月一日持本通知到校报到，带好身份证和照片。

## 注意

1. 学费 {{ 学费 }} 元，报到时交清。
2. 住宿的同学自带被褥。

特此通知。
"""

PAGE = """<html lang="zh"><style>@font-face{{font-family:serif;src:url({font})}}
body{{font:10.5pt/18pt serif}}</style><h1>录取通知</h1><p>学生一同学：<p>你已被录取到第 1 班，
请于九月一日持本通知到校报到，带好身份证和照片。<h2>注意</h2><ol><li>学费 10 元，报到时交清。
<li>住宿的同学自带被褥。</ol><p>特此通知。"""


def main(copies: int) -> int:
    """Print both and their ratio; 1 where another number of files came out than should."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        made, wall = _in_one_run(here, copies)
        alone = _one_by_one(here)
    print(f"in one run: {made} of {copies} copies, {copies - made} rows reported")
    print(f"  {wall:.1f} s, {made / wall:.1f} pages a second, {wall / made:.3f} s a copy")
    print(f"one WeasyPrint process a copy: {alone:.3f} s a copy")
    print(f"{alone * made / wall:.1f} times as fast")
    return int(made != copies - BAD)


def _in_one_run(here: Path, copies: int) -> tuple[int, float]:
    bad = {copies // 4, copies // 2, copies - 1}
    rows = "".join(
        f"{n:04},{'' if n in bad else f'学生{n}'},{n % 9 + 1},{n * 10}\n" for n in range(copies)
    )
    (here / "people.csv").write_text(f"学号,姓名,班级,学费\n{rows}", encoding="utf-8")
    (here / "notice.md").write_text(NOTICE, encoding="utf-8")
    command = (sys.executable, str(ROOT / "build.py"), "notice.md", "--data", "people.csv")
    begun = time.perf_counter()
    subprocess.run(
        (*command, "--name", "{{ 学号 }}", "-f", "pdf", "-o", "out", "--no-cache", "--quiet"),
        cwd=here,
        check=False,  # bad rows give it an exit code of their own
        capture_output=True,
    )
    wall = time.perf_counter() - begun
    return len(list((here / "out").glob("*.pdf"))), wall


def _one_by_one(here: Path) -> float:
    page, pdf = here / "page.html", here / "page.pdf"
    page.write_text(PAGE.format(font=FONT.as_uri()), encoding="utf-8")
    command = (sys.executable, "-m", "weasyprint", "-q", str(page), str(pdf))
    return measure_often(command, runs=FEW, warm_up=1).wall


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
