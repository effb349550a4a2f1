"""Posts and their numbered duties among the lines of a page; everything else is listed with the reason.

A post begins with a heading that names it and speaks of duties. Its duties are the numbered lines below; where there
are none, the first paragraph that speaks of the post is its one duty. Remarks in 【】 and what comes after another
heading are not duties.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from mingze.importing.files import ForeignText, Guess, LeftOut, Line
from mingze.importing.regulation import front_matter as about
from mingze.importing.regulation import unit_marks
from mingze.importing.regulation.from_text import cleaned

_HEADING = re.compile(
    rf"^(?P<mark>[（(]{unit_marks.S}*[{unit_marks.CN}]{{1,3}}{unit_marks.S}*[）)]|[{unit_marks.CN}]{{1,3}}{unit_marks.S}*[、.．]"
    rf"|第{unit_marks.S}*[{unit_marks.CN}0-9]{{1,4}}{unit_marks.S}*[条章节]|\d{{1,2}}{unit_marks.S}*[、.．]|[#*]+)?{unit_marks.S}*(?P<name>[^。；]{{2,60}})$"
)
_OF_DUTIES = re.compile(
    r"^(?P<post>.{2,40}?)(?:的)?(?P<kind>安全生产|安全环保|消防安全|食品安全|安全|岗位|工作)?(?:工作)?(?:主要)?(?:职责|责任制?|职责清单|责任清单)(?:及|和|与|、|:|：|$|清单|要点|内容|如下|主要)"
)
_NUMBERED = re.compile(
    rf"^{unit_marks.S}*(?P<n>\d{{1,2}}){unit_marks.S}*(?P<sign>[、.．,，:：)）]?){unit_marks.S}*(?=[^\d\s年月日号%％.,、．:：/-])"
)
_REMARK = re.compile(r"^(?:【|\[|〔|注[:：]|说明[:：]|提示[:：]|要点[:：])")
_OTHER_SECTION = re.compile(rf"^[{unit_marks.CN}]{{1,3}}{unit_marks.S}*[、.．]")
_LEAD = re.compile(r"(?:职责|责任|包括|如下|下列|是)[^。；]{0,12}[:：]$")
_NAMED = re.compile("《([^《》]{6,60}?(?:规定|办法|条例|细则|制度|规则|责任制|清单))》")
_SENTENCE = re.compile("[。；;]$")


class FoundDuty(Struct):
    """One duty as the file has it."""

    text: str
    line: Line


class FoundPost(Struct):
    """A post with its duties."""

    name: str
    line: Line
    duties: list[FoundDuty] = field(default_factory=list)


class DutyList(Struct):
    """What a file says of posts and duties, and what it says besides."""

    title: str
    posts: list[FoundPost]
    left_out: list[LeftOut]
    guesses: list[Guess]
    lines: int
    """How many lines the file has that are not empty."""


class _Open(Struct):
    post: FoundPost
    rank: str
    """How its heading is numbered: one that is numbered alike ends it."""
    others: list[Line] = field(default_factory=list)
    """Lines below it that are no numbered duties."""
    due: int = 1


def read_duties(text: ForeignText) -> DutyList:
    """Read posts and duties; duties and lines left out together are all lines of the file."""
    lines, dropped = cleaned(text)
    reader = _Reader(lines)
    posts = [post for post in reader.posts if post.duties]
    first = lines.index(posts[0].line) if posts else len(lines)
    title, from_name = _title(lines, first, text.name)
    guesses = [*text.guesses, *reader.guesses]
    if from_name:
        guesses.append(Guess(1, "title-from-file-name", f"用文件名作标题：{title}", text.name))
    left_out = sorted([*text.left_out, *dropped, *reader.left_out], key=lambda one: one.number)
    return DutyList(
        title[:100],
        posts,
        left_out,
        sorted(dict.fromkeys(guesses), key=lambda guess: guess.number),
        len(lines) + len(dropped) + len(text.left_out),
    )


def _title(lines: Sequence[Line], first: int, name: str) -> tuple[str, bool]:
    """Return what the list is about: the instrument the page names most, or its heading."""
    named = Counter(title for line in lines for title in _NAMED.findall(line.text))
    if named and named.most_common(1)[0][1] > 1:
        return named.most_common(1)[0][0], False
    return about.find_title(lines[:first], name)


class _Reader:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.posts: list[FoundPost] = []
        self.left_out: list[LeftOut] = []
        self.guesses: list[Guess] = []
        self._open: _Open | None = None
        self._read(lines)

    def _read(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if self._begins_post(line):
                continue
            if self._open is None or self._ends(line):
                self._leave_out(line, "commentary" if self._is_talk(line) else "outside")
            elif not self._take(line, self._open):
                self._open.others.append(line)
        self._close()

    def _begins_post(self, line: Line) -> bool:
        heading = _HEADING.match(line.text)
        named = _OF_DUTIES.match(heading["name"]) if heading else None
        if not heading or not named or (not heading["mark"] and len(line.text) > 30) or _LEAD.search(line.text):
            return False
        if heading["mark"] and heading["mark"][0].isdigit() and self._open is not None:
            return False
        name = re.sub(r"^(?:关于|各级|附件\d*[:：]?)", "", named["post"])
        if re.search("[，,。]", name):
            return False
        self._close()
        post = FoundPost(name, line)
        self.posts.append(post)
        self._open = _Open(post, _rank(heading["mark"] or ""))
        return True

    def _ends(self, line: Line) -> bool:
        """Whether a line begins another section, so that what follows belongs to no post."""
        assert self._open is not None
        rank = _rank(line.text)
        if rank and rank != "arabic" and (rank == self._open.rank or _OTHER_SECTION.match(line.text)):
            self._close()
            return True
        return False

    def _take(self, line: Line, open_: _Open) -> bool:
        """Take a numbered line as a duty; a number without a sign behind it counts where it is the one that is due."""
        match = _NUMBERED.match(line.text)
        circled = None if match else unit_marks.sub_mark(line.text)
        if not match and circled is None:
            return False
        n = int(match["n"]) if match else circled.number if circled else 0
        end = match.end() if match else len(circled.mark) if circled else 0
        if n != open_.due:
            return False
        if match and not match["sign"]:
            self.guesses.append(
                Guess(line.number, "number-without-mark", f"“{line.text[:12]}…”是第 {n} 项", line.place)
            )
        open_.post.duties.append(FoundDuty(line.text[end:].strip(), line))
        open_.due += 1
        return True

    def _close(self) -> None:
        """Finish a post: its one duty where none is numbered, the rest listed."""
        if self._open is None:
            return
        post, others = self._open.post, self._open.others
        if not post.duties:
            one = next((o for o in others if not _REMARK.match(o.text) and _SENTENCE.search(o.text)), None)
            if one is not None:
                post.duties.append(FoundDuty(one.text, one))
                others.remove(one)
                words = f"“{post.name}”没有编号的职责，第一段话当作一项"
                self.guesses.append(Guess(one.number, "single-duty", words, one.place))
        if post.duties:
            self.guesses.append(
                Guess(
                    post.line.number, "post-guessed", f"岗位“{post.name}”，{len(post.duties)} 项职责", post.line.place
                )
            )
        else:
            self._leave_out(post.line, "outside")
        for line in others:
            self._leave_out(line, "lead" if _LEAD.search(line.text) and post.duties else "commentary")
        self._open = None

    @staticmethod
    def _is_talk(line: Line) -> bool:
        return bool(_SENTENCE.search(line.text)) and len(line.text) > 20

    def _leave_out(self, line: Line, reason: str) -> None:
        self.left_out.append(LeftOut(line.number, line.text, reason, line.place))


def _rank(text: str) -> str:
    """Name the way a line is numbered, "" where it is not."""
    if unit_marks.item_mark(text):
        return "brackets"
    if _OTHER_SECTION.match(text):
        return "plain"
    if unit_marks.ARTICLE.match(text) or unit_marks.HEADING.match(text):
        return "label"
    return "arabic" if unit_marks.sub_mark(text) else ""
