/*
 * What this device remembers of the learning, so that no answer is lost or counted twice whatever windows are open.
 *
 * Every answer is a fact with a name of its own, "answers/<name>" = {t: ms, a: {question: 0 or 1}}: one written by two
 * windows (the answers of one paper) has one name, different ones never have the same. A record brought from elsewhere is a
 * fact too: {import: {question: record}}. "quiz/<question>/<page>" is what follows from the facts, so that not all need be
 * kept and other pages need not count. It names those it holds and is written by one page only, which then drops the ones it
 * was made of: a page that was shown an old store, or an empty one, writes beside what it did not see and never over it.
 *
 * A record is {n: answers, r: right ones, t: time of the last in ms, ok: 1 where the last was right,
 * w: right answers still wanted before it leaves the wrong-answer book, c: its FSRS card, star: 1}. Kept with it:
 * log: the last answers as [t, right, name of the fact], base: the record before them.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;

  quiz.RECORDS = ["quiz/", "answers/", "star/"]; // names they are kept under
  const TO_CLEAR = 2;
  const LONGEST_LOG = 60;
  const SETTLED = 86400000; // ms after which a fact that stands in its records is no longer kept by itself
  const page = Math.random().toString(36).slice(2, 8); // names what this page writes
  /** @type {Gathered | null} */
  let cached = null;

  function isRecord(/** @type {Told} */ value) {
    return Boolean(value) && typeof value === "object" && !Array.isArray(value);
  }

  function isId(/** @type {string} */ id) {
    return /^[a-z0-9-]{1,64}$/.test(id);
  }

  function count(/** @type {Told} */ value) {
    return typeof value === "number" && isFinite(value) && value >= 0 ? value : 0;
  }

  /** @returns {number} the time of an answer; one that is still to come, since a clock was ahead, counts as a minute ago */
  function past(/** @type {number} */ time) {
    const now = Date.now();
    return time > now ? now - 60000 : time;
  }

  /** @returns {QuizRecord | null} a record without what is damaged, null where it is none */
  function clean(/** @type {Told} */ one) {
    if (!isRecord(one)) return null;
    const out = /** @type {QuizRecord} */ ({ n: count(one.n), r: Math.min(count(one.r), count(one.n)), t: past(count(one.t)) });
    if (one.ok) out.ok = 1;
    if (count(one.w)) out.w = Math.min(count(one.w), TO_CLEAR);
    if (isRecord(one.c)) out.c = one.c;
    return out;
  }

  function isEntry(/** @type {Told} */ entry) {
    return Array.isArray(entry) && Number.isFinite(entry[0]) && typeof entry[2] === "string";
  }

  /** @returns {QuizRecord} the record after one more answer */
  function after(/** @type {QuizRecord} */ record, /** @type {LogEntry} */ entry) {
    const out = /** @type {QuizRecord} */ ({ n: record.n + 1, r: record.r + (entry[1] ? 1 : 0), t: entry[0] });
    const wanted = entry[1] ? Math.max((record.w || 0) - 1, 0) : TO_CLEAR;
    if (entry[1]) out.ok = 1;
    if (wanted) out.w = wanted;
    out.c = quiz.fsrs.review(record.c || null, Boolean(entry[1]), entry[0]);
    return out;
  }

  /** @returns {KeptRecord} what is kept of a question; a record without a log is all base */
  function parts(/** @type {Told} */ kept) {
    let log = isRecord(kept) && Array.isArray(kept.log) ? kept.log.filter(isEntry) : null;
    if (log) log = log.map((/** @type {LogEntry} */ entry) => /** @type {Told[]} */ ([past(entry[0])]).concat(entry.slice(1)));
    return { base: clean(log ? kept.base : kept) || { n: 0, r: 0, t: 0 }, log: log || [] };
  }

  /** @returns {boolean} whether what is kept of a question holds an answer already; those before its base are in that */
  function holds(/** @type {KeptRecord} */ kept, /** @type {LogEntry} */ entry) {
    return entry[0] <= kept.base.t || kept.log.some((one) => one[2] === entry[2] && one[1] === entry[1]);
  }

  /** Add answers to what is kept of a question. The order they come in makes no difference, nor does the same one again. */
  function join(/** @type {KeptRecord} */ kept, /** @type {LogEntry[]} */ entries) {
    const names = /** @type {By<LogEntry>} */ ({});
    kept.log.concat(entries).forEach((entry) => { names[entry[2]] = entry; });
    const log = Object.keys(names).map((name) => names[name])
      .filter((entry) => entry[0] > kept.base.t)
      .sort((a, b) => a[0] - b[0] || (a[2] < b[2] ? -1 : 1));
    let base = kept.base;
    if (log.length > LONGEST_LOG) base = log.splice(0, LONGEST_LOG / 2).reduce(after, base);
    return { base, log };
  }

  /** What two pages keep of one question: the later base, with every answer after it. */
  function both(/** @type {KeptRecord} */ one, /** @type {KeptRecord} */ other) {
    return join({ base: one.base.t >= other.base.t ? one.base : other.base, log: one.log }, other.log);
  }

  function compact(/** @type {KeptRecord} */ kept) {
    const record = kept.log.reduce(after, kept.base);
    if (!kept.log.length) return record;
    record.log = kept.log;
    if (kept.base.n) record.base = kept.base;
    return record;
  }

  /** All that is kept, put together. */
  function gathering(/** @type {Records} */ it) {
    Object.assign(it, {
      /** All that is kept, each question's record and the facts that it lacks put together. */
      gather() {
        if (cached && cached.store === it.store) return cached;
        const found = /** @type {Gathered} */ ({ store: it.store, kept: {}, cells: {}, facts: {}, lacking: {}, stars: {} });
        it.store.names("quiz/").forEach((name) => {
          const record = it.store.recall(name);
          const id = name.split("/")[1];
          if (!isId(id) || !isRecord(record)) return;
          found.kept[id] = found.kept[id] ? both(found.kept[id], parts(record)) : parts(record);
          found.cells[id] = (found.cells[id] || []).concat(name);
        });
        it.store.names("star/").forEach((name) => { if (isId(name.slice(5))) found.stars[name.slice(5)] = true; });
        const facts = it.store.names("answers/").map((name) => ({ name: name.slice(8), fact: it.store.recall(name) })).filter((one) => isRecord(one.fact));
        facts.forEach((one) => { found.facts[one.name] = one.fact; });
        facts.forEach((one) => { it.takeImport(found, one.fact.import); });
        facts.forEach((one) => { it.takeAnswers(found, one.name, one.fact); });
        cached = found;
        Promise.resolve().then(() => { cached = null; }); // within a task no other window changes anything
        return found;
      },

      /** Records from elsewhere: of each question the one answered later counts, with all that came after it. */
      takeImport(found, foreign) {
        if (!isRecord(foreign)) return;
        Object.keys(foreign).filter(isId).forEach((id) => {
          const record = clean(foreign[id]);
          const kept = found.kept[id] || parts(null);
          if (!record || !record.n || record.t <= kept.base.t) return;
          found.kept[id] = join({ base: record, log: kept.log }, []);
          found.lacking[id] = true;
        });
      },

      takeAnswers(found, name, fact) {
        if (!isRecord(fact.a) || !Number.isFinite(fact.t)) return;
        Object.keys(fact.a).filter(isId).forEach((id) => {
          const kept = found.kept[id] || parts(null);
          const entry = /** @type {LogEntry} */ ([fact.t, fact.a[id] ? 1 : 0, name]);
          if (holds(kept, entry)) return;
          found.kept[id] = join(kept, [entry]);
          found.lacking[id] = true;
        });
      },

      all() {
        const found = it.gather();
        const out = /** @type {By<QuizRecord>} */ ({});
        Object.keys(found.kept).concat(Object.keys(found.stars)).forEach((id) => {
          if (out[id]) return;
          const record = found.kept[id] ? found.kept[id].log.reduce(after, found.kept[id].base) : { n: 0, r: 0, t: 0 };
          out[id] = found.stars[id] ? Object.assign({ star: 1 }, record) : record;
        });
        return out;
      }
    });
  }

  /** How it is written. */
  function settling(/** @type {Records} */ it) {
    Object.assign(it, {
      put(name, value) {
        cached = null;
        return it.store.remember(name, value);
      },

      /** Write the records that lack facts; drop facts of another day that stood in them before. Only where something is noted. */
      settle() {
        const found = it.gather();
        const old = Date.now() - SETTLED;
        Object.keys(found.facts).forEach((name) => {
          const fact = found.facts[name];
          const ids = Object.keys(fact.a || fact.import || {});
          const when = fact.import ? fact.when || 0 : fact.t;
          if (!(when > old) && !ids.some((id) => found.lacking[id])) it.put("answers/" + name, undefined);
        });
        Object.keys(found.lacking).forEach((id) => {
          const mine = "quiz/" + id + "/" + page;
          if (!it.put(mine, compact(found.kept[id]))) return;
          (found.cells[id] || []).forEach((name) => { if (name !== mine) it.put(name, undefined); });
        });
      },

      /** Note a fact. @returns {boolean} false where it does not last */
      note(name, fact) {
        const lasts = it.put("answers/" + name, fact);
        it.settle();
        if (it.store.persist) it.store.persist();
        return lasts;
      },

      newName(now) { return now.toString(36) + "-" + Math.random().toString(36).slice(2, 8); }
    });
  }

  /** What is noted. */
  function noting(/** @type {Records} */ it) {
    Object.assign(it, {
      /** Note an answer; part of the mark counts as wrong. */
      answer(id, right, now) {
        const base = (it.gather().kept[id] || parts(null)).base;
        const fact = /** @type {Fact} */ ({ t: now > base.t ? now : base.t + 1, a: {} }); // the clock may have been put back
        fact.a[id] = right ? 1 : 0;
        return it.note(it.newName(now), fact);
      },

      /**
       * Note the answers of a paper under its own name: in one write, so that all count or none, and once, whichever
       * windows note them and however often.
       * @param {Object<string, number>} right by question, 0 or 1
       */
      sat(name, when, right) {
        const found = it.gather();
        const before = found.facts[name] && isRecord(found.facts[name].a) ? found.facts[name] : null;
        const fact = /** @type {Fact} */ ({ t: before && Number.isFinite(before.t) ? before.t : when, a: Object.assign({}, before && before.a, right) });
        const ids = Object.keys(fact.a);
        const held = ids.every((id) => found.kept[id] && holds(found.kept[id], [fact.t, fact.a[id], name]) && !found.lacking[id]);
        if (held || !ids.length) return true; // nothing new: another window's or an earlier day's note stands
        return it.note(name, fact);
      },

      /** @returns {boolean} whether the question is starred now */
      star(id, on) {
        it.put("star/" + id, on ? 1 : undefined);
        return on;
      },

      /**
       * Take records from elsewhere: of each question the one answered later, stars from either.
       * @returns {{count: number, kept: boolean}} how many came from there, and whether they last
       */
      merge(foreign) {
        const records = it.all();
        const taken = /** @type {By<QuizRecord>} */ ({});
        let lasts = true;
        Object.keys(isRecord(foreign) ? foreign : {}).filter(isId).forEach((id) => {
          const other = clean(foreign[id]);
          if (!other) return;
          if (foreign[id].star) lasts = it.put("star/" + id, 1) && lasts;
          if (!records[id] || other.t > records[id].t) taken[id] = other;
        });
        const now = Date.now();
        if (Object.keys(taken).length) lasts = it.note(it.newName(now), { when: now, import: taken }) && lasts;
        return { count: Object.keys(taken).length, kept: lasts };
      }
    });
  }

  /** What follows from it. */
  function asking(/** @type {Records} */ it) {
    Object.assign(it, {
      /** Ids of the wrong-answer book, those answered longest ago first. */
      wrong() {
        const records = it.all();
        return Object.keys(records)
          .filter((id) => records[id].w)
          .sort((a, b) => records[a].t - records[b].t);
      },

      /** Ids to review before the day ends, the most overdue first. */
      due(now) {
        const records = it.all();
        const today = quiz.fsrs.day(now);
        function dueAt(/** @type {string} */ id) { return /** @type {Card} */ (records[id].c).due; }
        return Object.keys(records).filter((id) => records[id].c && quiz.fsrs.day(dueAt(id)) <= today)
          .sort((a, b) => dueAt(a) - dueAt(b));
      },

      /**
       * Whether a duty is new, being learned, or mastered: its questions' last answers are right, three at least.
       * @param {string[]} ids of the questions on the duty
       * @returns {"new"|"learning"|"mastered"}
       */
      standing(ids) {
        const records = it.all();
        const met = ids.filter((id) => records[id] && records[id].n);
        const right = met.filter((id) => records[id].ok);
        if (!met.length) return "new";
        return right.length === met.length && right.length >= Math.min(3, ids.length) ? "mastered" : "learning";
      }
    });
  }

  /** @returns the records of one site, over the store of the core */
  quiz.records = function (store) {
    const it = /** @type {Records} */ ({ store });
    gathering(it);
    settling(it);
    noting(it);
    asking(it);
    return it;
  };
})();
