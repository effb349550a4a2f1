"""What a site rests on in the sites it stands on, as it was when somebody last looked."""

from __future__ import annotations

from pydantic import Field

from mingze.values.fields import Entity, Line, Statute


class BaseLock(Entity):
    """上级条文的存照（data/base.lock）：由 mingze base upgrade --write 写，不用手改。"""

    edition: Line
    """记下时上级站点的版本。"""
    passages: dict[Line, Statute] = Field(default_factory=dict)
    """本地内容所依据的上级条款和职责，记下时的文字。"""
