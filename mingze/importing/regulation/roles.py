"""Which articles lay duties on which posts, proposed from their words, and the files an author goes on from."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from msgspec import Struct, field

from mingze.importing.posts import KnownPosts, Post, duty_title
from mingze.importing.regulation.regulation_draft import ArticleDraft, DraftPassage, RegulationDraft

_END = (
    "负责人|领导人员|领导人|领导干部|领导|书记|成员|管理人员|从业人员|工作人员|人员|干部|主任|经理|厂长|校长|院长|局长|部长|科长|"
    "员|长|师|员工|职工|总监|主席|机构|部门|委员会|单位|政府|企业|组织|街道办事处"
)
_PERSON = re.compile(
    r"(?:负责人|领导人员|领导人|领导干部|领导|书记|成员|人员|干部|主任|经理|[厂校院局部科班组队站矿所处]长|员|员工|职工|工程师|总监|主席)$"
)
_ENDS_AS_POST = re.compile(rf"(?:{_END})$")
_VERB = re.compile(
    r"应当|必须|不得|可以|有权|负责(?!人|同志)|履行|承担|负有|依法|按照|依照|协助|因|对(?!象)|在(?!职)"
    r"|的?(?:本单位|本职|消防安全|食品安全|安全生产|安全环保|安全|消防|工作|岗位){0,3}(?:职责|责任|义务)(?=主要|包括|如下|是|为|有|[：:])"
)
"""What ends the subject of a sentence on duties."""
_LISTED = re.compile(
    r"(?:履行|承担|负有|具有|担负)[^。；：:]{0,12}(?:下列|以下|如下)|(?:下列|以下|如下)[^。；：:]{0,12}(?:职责|责任|义务)"
    r"|(?:职责|责任|义务)(?:主要)?(?:包括|如下|是|为|有)?[：:]$"
)
_SINGLE = re.compile(
    r"按照职责分工|履行[^。；]{0,20}职责|负(?:全面|直接|领导|主要|管理)?[^。；]{0,6}责任|全面负责|负责"
)
_LONGEST = 40
_LIABILITY = re.compile("罚款|处分|撤职|降级|责令|追究|处罚|构成犯罪|有下列(?:情形|行为)")
"""Words of articles on what follows when duties are not done."""
_BEFORE_THE_DEED = re.compile(r"^(?:应当|必须|依法|按照(?:各自)?职责分工|，|对(?=[^，]{2,20}负责))*")
_FRONT = re.compile(r"^(?:县级以上)?(?:地方)?各级|^县级以上地方|^(?:本|各)(?:单位|地区)的?")


class Proposal(Struct):
    """A post with the passages that lay duties on it."""

    post: Post
    cites: list[str] = field(default_factory=list)
    """Keys of articles, or of paragraphs where an article has several."""
    duties: list[tuple[str, str]] = field(default_factory=list)
    """Clause key and title of each duty."""


def propose(draft: RegulationDraft, posts: KnownPosts) -> list[Proposal]:
    """Propose posts and duties, in the order of the text; a post of several articles is one."""
    found: dict[str, Proposal] = {}
    for article in draft.all_articles:
        for key, paragraph in _keyed(article):
            who = _who(paragraph)
            if not who:
                continue
            post = posts.named(_FRONT.sub("", who))
            proposal = found.setdefault(post.id, Proposal(post))
            proposal.cites.append(key)
            duties = [(f"{key}-item{n}", item.text) for n, item in enumerate(paragraph.inner, 1)]
            deed = _BEFORE_THE_DEED.sub("", paragraph.text.partition(who)[2])
            proposal.duties += [(k, duty_title(text)) for k, text in duties or [(key, deed or paragraph.text)]]
    return list(found.values())


def _who(paragraph: DraftPassage) -> str:
    """Return whose duties a paragraph lays down, "" where it lays down none."""
    text = re.sub(r"（[^（）]*）", "", paragraph.text)
    if _LIABILITY.search(text):
        return ""
    verb = _VERB.search(text)
    who = text[: verb.start()].removesuffix("的").strip("，") if verb else ""
    if not who or len(who) > _LONGEST or re.search("[，。；：]", who) or not _ENDS_AS_POST.search(who):
        return ""
    if len(paragraph.inner) > 1:
        return who if _LISTED.search(text) else ""
    return who if not paragraph.inner and _PERSON.search(who) and _SINGLE.search(text) else ""


def _keyed(article: ArticleDraft) -> Iterator[tuple[str, DraftPassage]]:
    key = f"art{article.number}" + (f"z{article.inserted}" if article.inserted else "")
    several = len(article.paragraphs) > 1
    for n, paragraph in enumerate(article.paragraphs, 1):
        yield f"{key}-para{n}" if several else key, paragraph


def skeletons(draft: RegulationDraft, proposals: list[Proposal], taken: Container[str]) -> dict[str, str]:
    """Return by path the files of duties and of empty explanations; ``taken`` are the site's duties by id."""
    out = {}
    folder = f"data/regulations/{draft.id}"
    for one in proposals:
        role = one.post.id
        ids = [f"{role}-{n}" for n in range(1, len(one.duties) + 1)]
        if any(id_ in taken for id_ in ids):
            ids = [f"{draft.id[:30].rstrip('-')}-{role[:28].rstrip('-')}-{n}" for n in range(1, len(one.duties) + 1)]
        duties = [f"role: {role}", "duties:"]
        notes = [f"role: {role}", "# 每一项的 plain 空着：用自己的话写，mingze check 会逐项提醒", "explanations:"]
        for id_, (key, title) in zip(ids, one.duties, strict=True):
            duties += [f"  - id: {id_}", f"    cites: {key}", f"    title: {title}"]
            notes += [f"  - duty: {id_}", '    plain: ""']
        out[f"{folder}/duties/{role}.yml"] = "\n".join(duties) + "\n"
        out[f"{folder}/commentary/{role}.yml"] = "\n".join(notes) + "\n"
    return out
