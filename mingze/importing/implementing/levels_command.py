"""The command ``mingze levels propose``: proposals shown, decided in a file or on the line, written into the YAML."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mingze.checks import check_site
from mingze.diagnostics.show import render
from mingze.exits import FAULTS, OK, USAGE
from mingze.importing.implementing.decision_file import (
    LETTERS,
    DecisionRefused,
    chosen,
    decisions_yaml,
    described,
    read_decisions,
)
from mingze.importing.implementing.implement_proposals import ImplementProposal, propose_implements
from mingze.importing.implementing.implements_edit import with_implements
from mingze.importing.implementing.unborne_clauses import unborne_clauses, unborne_words
from mingze.loading import Loaded, line_reader
from mingze.model import Catalog
from mingze.output import OutputRefused, check_output
from mingze.unfinished import change_all
from mingze.views.names import Names

_ALL = "全部"
LIKELY = 0.55
"""From this score on 全部 takes the first candidate; the others want to be looked at one by one."""
_ANSWER = re.compile(r"(?P<number>[0-9]+)\s*[=＝:：]\s*(?P<answer>[^,，;；]+(?:\+[^,，;；]+)*)")


def propose(root: Path, options: argparse.Namespace) -> int:
    """Propose what local duties carry out; take decisions over. Returns the exit status."""
    loaded, found = check_site(root)
    if any(one.is_error for one in found):
        print("数据里有错误，先用 mingze check 看一看、改好", file=sys.stderr)
        return FAULTS
    try:
        if options.regulation and options.regulation not in loaded.catalog.regulations:
            known = "、".join(loaded.catalog.regulations)
            raise DecisionRefused(f"没有编号为 {options.regulation} 的规定（修改：站上有 {known}）")
        proposals = propose_implements(loaded, options.regulation or "")
        unborne = list(unborne_words(unborne_clauses(loaded, options.regulation or "")))
        if not proposals:
            print("\n".join(["没有要提的：本级的职责都写了 implements，或者没有上级的规定", *unborne]))
            return OK
        if options.file and not options.file.exists():
            return _file_written(root, loaded.catalog, proposals, options.file)
        decided = dict(_read(options.file)) if options.file else {}
        decided |= _accepted(options.accept or (), proposals)
        decided = _still_open(loaded.catalog, proposals, decided)
        print("\n".join([*_told(loaded.catalog, proposals, decided), *unborne]))
        files = with_implements(root, loaded, decided)
        return _written(root, files, write=options.write)
    except DecisionRefused as refusal:
        print(f"没有写入。{refusal}", file=sys.stderr)
        return USAGE
    except OutputRefused as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"读不出、写不进 {error.filename or root}（{error.strerror or error}），什么也没有改", file=sys.stderr)
        return USAGE


def _file_written(root: Path, catalog: Catalog, proposals: Sequence[ImplementProposal], file: Path) -> int:
    place = check_output(root, file)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(decisions_yaml(catalog, proposals), "utf-8")
    print(f"{len(proposals)} 项职责的候选写在 {file}")
    print(f"逐项写上字母或“无”，再运行 mingze levels propose --file {file} --write")
    return OK


def _read(file: Path) -> Mapping[str, tuple[str, ...]]:
    return read_decisions(str(file), file.read_bytes())


def _accepted(typed: Sequence[str], proposals: Sequence[ImplementProposal]) -> dict[str, tuple[str, ...]]:
    """Return what ``--accept`` decides: ``1=a,3=b+c,4=无``, or 全部 for the first candidate of each that is likely."""
    out: dict[str, tuple[str, ...]] = {}
    for text in typed:
        if text.strip() == _ALL:
            firsts = ((one.duty.id, one.candidates[0]) for one in proposals if one.candidates)
            out |= {id_: (first.reference,) for id_, first in firsts if first.score >= LIKELY}
            continue
        answers = list(_ANSWER.finditer(text))
        if not answers:
            raise DecisionRefused(f"--accept {text}：看不懂（修改：写成 1=a,3=b+c,4=无，或者 {_ALL}）")
        for answer in answers:
            number = int(answer["number"])
            if not 1 <= number <= len(proposals):
                raise DecisionRefused(f"--accept {text}：没有第 {number} 项（修改：写 1 到 {len(proposals)}）")
            one = proposals[number - 1]
            known = dict(zip(LETTERS, (c.reference for c in one.candidates), strict=False))
            wanted = [part.strip() for part in answer["answer"].split("+")]
            out[one.duty.id] = chosen(wanted, known, f"--accept {answer[0]}")
    return out


def _still_open(
    catalog: Catalog, proposals: Sequence[ImplementProposal], decided: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the decisions about what is proposed; those written before are done. Raises `DecisionRefused`."""
    for id_, references in decided.items():
        if id_ not in catalog.duties:
            raise DecisionRefused(f"没有职责 `{id_}`（修改：从文件里删去它）")
        for reference in references:
            target = catalog.duty_named(reference)
            owner = catalog.assignment_of(target.id).regulation if target else ""
            if target is None or owner != reference.partition("/")[0]:
                raise DecisionRefused(f"职责 `{id_}`：没有上级职责 `{reference}`（修改：写“规定编号/职责编号”）")
    open_ = {one.duty.id for one in proposals}
    return {id_: references for id_, references in decided.items() if id_ in open_}


def _told(
    catalog: Catalog, proposals: Sequence[ImplementProposal], decided: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    names = Names(catalog)
    left = 0
    for n, one in enumerate(proposals, 1):
        if one.duty.id in decided:
            yield f"{n}　{one.duty.id} → {'、'.join(decided[one.duty.id]) or '没有对应的上级职责'}"
            continue
        left += 1
        yield f"{n}　{one.duty.id}　{described(catalog, names, one.duty)}"
        for letter, found in zip(LETTERS, one.candidates, strict=False):
            yield f"    {letter}　{found.score:.2f}　{found.reference}　{described(catalog, names, found.duty)}"
        if not one.candidates:
            yield "    没有相近的：多半是本级增加的"
    yield f"共 {len(proposals)} 项：定了 {len(proposals) - left} 项，没有定的 {left} 项"


def _written(root: Path, files: Mapping[str, bytes], *, write: bool) -> int:
    if not files:
        print("没有写入；用 --accept 1=a 认可，或者用 --file 写成文件来定")
        return OK
    if not write:
        print(f"没有写入；加 --write 写进 {'、'.join(files)}")
        return OK
    change_all(root, files)
    print("写好了：\n" + "\n".join(f"  {file}" for file in files))
    loaded, found = check_site(root)
    return _checked(root, loaded, [one for one in found if one.is_error])


def _checked(root: Path, loaded: Loaded, faults: list[object]) -> int:
    if faults:
        print(render(faults, "text", line_reader(root, loaded), "已经写好，照提示改好"))  # type: ignore[arg-type]
        return FAULTS
    print("检查通过")
    return OK
