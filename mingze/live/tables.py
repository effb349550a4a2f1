"""The tables of halls, the same for both engines.

Times are milliseconds since 1970, JSON is text, hashes are hexadecimal.
"""

from __future__ import annotations

TABLES = (
    """create table if not exists hall (
        id text primary key, code text not null, v bigint not null, run text not null, shown text not null,
        opened bigint not null, closed bigint, wiped bigint)""",
    # a code may be given again once its hall is closed
    "create unique index if not exists hall_code on hall (code) where closed is null",
    """create table if not exists device (
        hall text not null, id integer not null, token_hash text not null, primary key (hall, id))""",
    """create table if not exists action (
        hall text not null, n integer not null, at bigint not null, device integer not null, body text not null,
        primary key (hall, n))""",
    """create table if not exists roster (
        hall text not null, no text not null, name text not null, unit text not null, primary key (hall, no))""",
    """create table if not exists person (
        hall text not null, id integer not null, key_hash text not null, name text not null, unit text not null,
        team text not null, roster_no text, resume text not null, joined bigint not null, removed bigint,
        primary key (hall, id), unique (hall, key_hash), unique (hall, roster_no))""",
    # what came too late has a line of its own, so that it never takes the place of what counts
    """create table if not exists answer (
        hall text not null, q integer not null, round integer not null, person integer not null, late integer not null,
        seq bigint not null, choice text not null, at bigint not null,
        primary key (hall, q, round, person, late))""",
    """create table if not exists answer_log (
        hall text not null, person integer not null, q integer not null, round integer not null, seq bigint not null,
        choice text not null, at bigint not null, late integer not null)""",
    """create table if not exists handed (
        hall text not null, person integer not null, at bigint not null, primary key (hall, person))""",
    "create index if not exists answer_log_hall on answer_log (hall, person, q, round, seq)",
)
"""``hall.v`` goes up with whatever phones are to show. ``action`` is append only: the audit log, replayed by the
presenter mode. ``answer`` holds the last answer of a person by question and round, ``answer_log`` every change of
examinations, ``handed`` who handed in."""
