"""Older texts and the maps between them: they fit, somebody has seen them, and nothing rests on what is gone."""

from __future__ import annotations

from collections.abc import Iterator

from mingze.checks.mentions import references
from mingze.checks.subject import Subject, check
from mingze.diagnostics import Finding, Severity
from mingze.model import Case, ClauseKey, Development, Explanation, KeyPoint, Term
from mingze.model.fingerprints import fingerprint_of, rests_on, reviewable
from mingze.versions.steps import MapFault, Step, steps_of, texts_of

_SPEAKS_OF_THE_PAST = (Case, Development, Term)
"""What may cite a text that no longer holds."""


@check()
def version_without_amendment(site: Subject) -> Iterator[Finding]:
    """每一份旧文本（versions/日期.yml）后面都有一次修改，文件夹也没有放错。

    旧文本到哪一天为止、后来改成什么，要在同一个文件夹的 amendments.yml 里写明；不然它接不到现在的条文上。

    改法：在 amendments.yml 里写上这一次修改，`effective` 写新文字施行的那一天；放错文件夹的移到它所属规定的文件夹。
    """
    for id_, versions in site.catalog.versions.items():
        texts = texts_of(site.catalog, id_)
        begins = {str(one.effective) for one in site.catalog.amendments.get(id_, ())}
        following = [since for since, _ in texts[1:]]
        for version, after in zip(versions, following, strict=False):
            if version.id != id_:
                words = f"这份旧文本的编号是 `{version.id}`，放在 `{id_}` 的文件夹里"
                yield Finding(site.origins.at(version, "id"), words, f"改成 `{id_}`，或移到它所属规定的文件夹")
            if after not in begins or after <= str(version.since):
                yield Finding(
                    site.origins.at(version, "since"),
                    f"{version.since}起的旧文本，没有写后来哪一天改成什么",
                    f"在 data/regulations/{id_}/amendments.yml 里写上这一次修改",
                )


@check()
def amendment_map_broken(site: Subject) -> Iterator[Finding]:
    """新旧条款的对应（map）与两份文本相符，一条也不漏。

    没有列出的条款，就当作条号和文字都没有变。漏了、写错了，引用就会悄悄指到别的条文上。

    改法：照提示补上或改正这一行；整份对应可以用 `mingze amend` 重新提出来。
    """
    for id_ in site.catalog.amendments:
        if site.gaps.covers("regulation", id_) or site.gaps.touches("amendments", id_):
            continue
        for step in steps_of(site.catalog, id_):
            if step.old.id != id_ or site.gaps.touches("version", f"{id_}/{step.old.since}"):
                continue  # its texts are told as faults of their own
            for fault in step.faults():
                yield _map_fault(site, step, fault)


def _map_fault(site: Subject, step: Step, fault: MapFault) -> Finding:
    label = fault.key.label(site.catalog.citation_style)
    amendment = step.amendment
    if fault.line is None:
        place = site.origins.at(amendment, "effective")
        return Finding(place, f"{label}（`{fault.key.local}`）{fault.words}", "在 map 里补上一行")
    line = amendment.map[fault.line]
    if fault.of_form:
        return Finding(site.origins.at(line, "kind"), f"这一行的写法与 `{line.kind.value}` 不符", fault.words)
    return Finding(site.origins.at(line), f"{label}（`{fault.key.local}`）{fault.words}", "对照两份文本改正这一行")


@check(Severity.WARNING)
def amendment_map_unconfirmed(site: Subject) -> Iterator[Finding]:
    """新旧条款的对应都有人看过。

    程序按文字相近找对应，拿不准的写着 `confirmed: 否`，对照表上注明“请确认”。没有看过，就不能当真。

    改法：对着两份文本看一看；对的改成 `confirmed: 是` 或删掉这一行，不对的改正 `old`、`new`。
    """
    for amendments in site.catalog.amendments.values():
        for amendment in amendments:
            for line in amendment.map:
                if not line.confirmed:
                    old, new = (_labels(site, keys) for keys in (line.old, line.new))
                    words = f"{old} → {new}" if old and new else f"{old or new}（{line.kind.label}）"
                    yield Finding(
                        site.origins.at(line, "confirmed"),
                        f"这一处对应还没有确认：{words}",
                        "看过以后改成 `confirmed: 是`，或删掉这个键",
                    )


def _labels(site: Subject, keys: tuple[ClauseKey, ...]) -> str:
    return "、".join(key.label(site.catalog.citation_style) for key in keys)


@check()
def cites_deleted_clause(site: Subject) -> Iterator[Finding]:
    """职责、解读、题目不再依据已经不施行的条文。

    条文删了、改了以后，写成 `art24@2018-04-08` 的引用指的是那一天起的旧文本。职责、解读、要点和题目要依据现在的
    条文；案例、术语、更新里说到过去的条文，可以这样引用。

    改法：有新依据的，改成现在的条款；没有的，删掉这项职责、解读或题目。
    """
    for reference in references(site.catalog):
        key = reference.target
        if not isinstance(key, ClauseKey) or not key.as_of or isinstance(reference.owner, _SPEAKS_OF_THE_PAST):
            continue
        if site.catalog.clause(key) is None:
            continue  # told as a reference that leads nowhere
        yield Finding(
            site.origins.at(reference.owner, *reference.path),
            f"这里依据的是{key.label(site.catalog.citation_style)}，它已经不施行",
            "改成现在的条款；没有新依据的，删掉这项内容",
        )


@check(Severity.WARNING)
def explanation_on_changed_clause(site: Subject) -> Iterator[Finding]:
    """解读和要点所依据的条文，与上次看时相同。

    条文改了，解读可能还在说旧的要求。题目的见 `cited-text-changed`。

    改法：对着新的条文看一遍；没有问题就运行 `mingze reviewed 编号`（职责编号、条款或要点编号），记下新的指纹。
    """
    catalog = site.catalog
    parts = reviewable(catalog)
    for part, what in (("explanations", "解读"), ("key_points", "要点")):
        for id_, entry in parts[part].items():
            before, now = catalog.reviewed.get(part, {}).get(id_), fingerprint_of(catalog, entry)
            if not before or not now or before == now or not isinstance(entry, Explanation | KeyPoint):
                continue
            rests = "、".join(site.clause_name(key) for key in rests_on(catalog, entry)[:3])
            place = "id" if isinstance(entry, KeyPoint) else "duty" if entry.duty else "clause"
            yield Finding(
                site.origins.at(entry, place),
                f"{what} `{id_}` 所依据的条文（{rests}）与上次看时不同",
                f"对着新的条文看一遍，再运行 mingze reviewed {id_}",
            )
