"""What a site rests on in the sites it stands on, as it was when somebody last looked."""

from __future__ import annotations

import datetime

from pydantic import Field

from mingze.values.fields import Entity, Line, Statute


class BaseUpgrade(Entity):
    """上级站点换的一版，或者同一版里条文的改动：哪一天看过、换上的。"""

    date: datetime.date
    """看过、记下的日期。"""
    base: Line
    """上级站点的名称。"""
    before: Line
    """原来的版本。"""
    edition: Line
    """换上的版本。"""
    changed: tuple[Line, ...] = ()
    """变了的：本地内容所依据的上级条款和职责。"""


class BaseLock(Entity):
    """上级条文的存照（data/base.lock）：由 mingze base upgrade --write 写，不用手改。"""

    edition: Line
    """记下时上级站点的版本。"""
    upgrades: tuple[BaseUpgrade, ...] = ()
    """历次换版，先换的在前。"""
    passages: dict[Line, Statute] = Field(default_factory=dict)
    """本地内容所依据的上级条款和职责，记下时的文字。"""
