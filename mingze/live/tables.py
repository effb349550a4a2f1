"""The tables of halls, the same for both engines.

Times are milliseconds since 1970, JSON is text, hashes are hexadecimal.
"""

from __future__ import annotations

TABLES = (
    """create table if not exists hall (
        id text primary key, code text not null, name text not null, v bigint not null, owner text not null,
        run text not null, shown text not null, opened bigint not null, closed bigint, wiped bigint,
        heard bigint, present integer not null default 0)""",
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
    """create table if not exists sign_in_log (
        hall text not null, at bigint not null, device integer not null, person integer not null, did text not null,
        was text not null, is_now text not null)""",
    "create index if not exists sign_in_log_hall on sign_in_log (hall, at)",
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
    """create table if not exists kept_count (
        hall text not null, q integer not null, round integer not null, choice text not null, n integer not null,
        primary key (hall, q, round, choice))""",
    """create table if not exists deletion (
        hall text primary key, at bigint not null, why text not null, people integer not null, units integer not null,
        expected integer not null, answers integer not null, changes integer not null, corrections integer not null)""",
)
"""``hall.v`` goes up with whatever phones are to show; ``owner`` is the process that serves it (`LiveHalls.epoch`):
another that takes it over writes its own there, and the one before can store nothing more. ``heard`` is when its host's
page last asked, ``present`` how many phones were there then. ``action`` is append only: the audit log, replayed by the
presenter mode. ``answer`` holds the last answer of a person by question and round, ``answer_log`` every change of
examinations, ``handed`` who handed in. ``sign_in_log`` says who corrected what of the sign-in (device 0 is the phone
itself). Of a hall whose names were wiped ``kept_count`` and ``deletion`` stay."""
