/*
 * An examination under way, kept on this device at every answer, a record each: "exam/<paper>/<start>" = {seed, form, ids: by
 * section, started: ms, minutes: 0 for no limit, asked: the query of the address it was begun at}, and under that name
 * "a/<question>" = [response or null, when, edition of the question], "f/<question>" = [flagged 0 or 1, when], "used" = ms,
 * "handed" = {at: ms, late: 1 where time was up}. Results lie under "done/<paper>/<start>".
 *
 * A page sees all that together: {seed, form, ids, started, minutes, asked, used, handed, late, answers, flags and editions: by
 * id, times: by record}. This window keeps a copy of its own (sessionStorage), since a reload may be shown what was stored
 * before; of two that differ the later answer holds.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { quiz } = site;
  const FRESH = 10000; // ms in which what was begun may not be seen yet by a page that opens

  function isObject(/** @type {Told} */ value) {
    return Boolean(value) && typeof value === "object" && !Array.isArray(value);
  }

  /** @returns {head is ExamHead} */
  function isSound(/** @type {Told} */ head) {
    return isObject(head) && Array.isArray(head.ids) && head.ids.every(Array.isArray) &&
      quiz.isDraw(head.seed, head.form) && [head.started, head.minutes].every(Number.isFinite);
  }

  /** @returns {string[][] | null} what of a state's questions the paper can have asked, null where that is none */
  function soundIds(/** @type {Told} */ head, /** @type {Paper} */ paper) {
    const ids = paper.sections.map((section, n) => (head.ids[n] || []).filter((/** @type {string} */ id) => Object.keys(section.banks).some((bank) => quiz.expand(section.banks[bank], section.groups).indexOf(id) >= 0)));
    return ids.some((some) => some.length) ? ids : null;
  }

  /** Names of records, and what this window keeps for itself. */
  function naming(/** @type {ExamKept} */ it) {
    Object.assign(it, {
      nameOf(state) {
        return it.place + state.started.toString(36);
      },

      /** What this window keeps for itself, null where that is nothing sound. */
      own() {
        try {
          /** @type {{ state: ExamState, at: number, alone?: number }} */
          const copy = JSON.parse(String(sessionStorage.getItem(it.tab)));
          return isSound(copy.state) && isObject(copy.state.answers) && isObject(copy.state.flags) && isObject(copy.state.times) &&
            isObject(copy.state.editions) ? copy : null;
        } catch (error) {
          return null;
        }
      },

      keepOwn(state) {
        try {
          if (state) sessionStorage.setItem(it.tab, JSON.stringify({ state, at: Date.now(), alone: it.nameOf(state) in site.memory ? 1 : 0 }));
          else sessionStorage.removeItem(it.tab);
        } catch (error) { /* then the store alone holds it */ }
      },

      /** Every examination of this paper that is kept, the last begun first. */
      heads() {
        return it.store.names(it.place).filter((name) => name.indexOf("/", it.place.length) < 0)
          .map(it.store.recall).filter(isSound).sort((a, b) => b.started - a.started);
      },

      headOf(state) {
        return { seed: state.seed, form: state.form, ids: state.ids, started: state.started, minutes: state.minutes, asked: state.asked };
      },

      stateOf(head) {
        const ids = soundIds(head, it.paper);
        return ids && it.fill(Object.assign({}, it.headOf(head), { ids, used: 0, answers: {}, flags: {}, times: {}, editions: {} }));
      },

      put(state, rest) {
        return it.store.remember(it.nameOf(state) + "/" + rest, it.record(state, rest));
      },

      record(state, rest) {
        const id = rest.slice(2);
        if (rest.slice(0, 2) === "f/") return [state.flags[id] ? 1 : 0, state.times[rest]];
        const response = id in state.answers ? state.answers[id] : null;
        return state.editions[id] ? [response, state.times[rest], state.editions[id]] : [response, state.times[rest]];
      },

      /** The name under which its answers count. */
      recordsName(state) { return "paper-" + it.paper.id + "-" + state.started.toString(36); }
    });
  }

  /** An examination as it is kept. */
  function reading(/** @type {ExamKept} */ it) {
    Object.assign(it, {
      /** Put what is kept under the name of an examination into its state; the later of two answers holds. */
      fill(state) {
        const name = it.nameOf(state);
        /** @type {By<string>} */
        const types = {};
        state.ids.forEach((ids, n) => { ids.forEach((id) => { types[id] = (it.paper.types || {})[id] || it.paper.sections[n].type; }); });
        it.store.names(name + "/").forEach((whole) => {
          const rest = whole.slice(name.length + 1);
          const id = rest.slice(2);
          const value = it.store.recall(whole);
          if (rest === "used" && Number.isFinite(value)) state.used = Math.max(state.used, value);
          if (rest === "handed" && isObject(value) && Number.isFinite(value.at) && value.at > 0) {
            state.handed = value.at;
            if (value.late) state.late = 1;
          }
          if (!Array.isArray(value) || !Object.prototype.hasOwnProperty.call(types, id)) return;
          if (state.times[rest] > value[1]) return;
          if (rest.slice(0, 2) === "a/" && (value[0] === null || quiz.types[types[id]].isResponse(value[0]))) it.set(state, rest, value);
          if (rest.slice(0, 2) === "f/") it.set(state, rest, value);
        });
        return state;
      },

      /** Take one answer or flag, as it is kept, into a state. */
      set(state, rest, value) {
        const id = rest.slice(2);
        const isAnswer = rest.slice(0, 2) === "a/";
        const into = isAnswer ? state.answers : state.flags;
        if (isAnswer ? value[0] !== null : value[0]) into[id] = isAnswer ? value[0] : 1;
        else delete into[id];
        if (isAnswer && value[2]) state.editions[id] = value[2];
        state.times[rest] = Number(value[1]) || 0;
      },

      /** Write again what is kept no longer, or as it was before; what another window changed later stays. */
      restore(state) {
        let lasts = it.store.recall(it.nameOf(state)) ? true : it.store.remember(it.nameOf(state), it.headOf(state));
        Object.keys(state.times).forEach((rest) => {
          const now = it.store.recall(it.nameOf(state) + "/" + rest);
          if (!Array.isArray(now) || !(now[1] >= state.times[rest])) lasts = it.put(state, rest) && lasts;
        });
        return lasts;
      }
    });
  }

  /** Which examination there is. */
  function finding(/** @type {ExamKept} */ it) {
    Object.assign(it, {
      /** @returns the examination begun last, as this window and the others know it together */
      read() {
        const copy = it.own();
        const stored = it.heads().map(it.stateOf).filter(Boolean)[0] || null;
        const mine = copy && soundIds(copy.state, it.paper) ? copy.state : null;
        if (!copy || !mine || (stored && stored.started > mine.started)) return stored;
        // given up or erased in another window; what there was no room for has never been seen by one
        if (it.store.lasts() && !copy.alone && !it.store.recall(it.nameOf(mine)) && Date.now() - copy.at > FRESH) {
          it.keepOwn(null);
          return stored;
        }
        mine.ids = soundIds(mine, it.paper) || [];
        mine.used = Number.isFinite(mine.used) ? mine.used : 0;
        it.fill(mine);
        it.restore(mine);
        return mine;
      },

      /** @returns the examination that a new one would put an end to */
      unfinished() {
        const state = it.read();
        return state && !state.handed && Object.keys(state.answers).length ? state : null;
      },

      /**
       * Take in what other windows did.
       * @returns {boolean} false where the examination is kept no longer: given up, or erased
       */
      follow(state) {
        if (!it.store.recall(it.nameOf(state))) return false;
        it.fill(state);
        it.restore(state);
        return true;
      }
    });
  }

  /** From the beginning to the last answer. */
  function running(/** @type {ExamKept} */ it) {
    Object.assign(it, {
      /** @param instead the unfinished one that the reader gives up for it; others with answers stay */
      begin(state, instead) {
        it.heads().map(it.stateOf).forEach((other) => {
          if (!other) return;
          if (other.handed || !Object.keys(other.answers).length || (instead && other.started === instead.started)) it.forget(other);
        });
        Object.assign(state, { used: 0, answers: {}, flags: {}, times: {}, editions: {} });
        return it.resume(state);
      },

      /** Keep that this window goes on with an examination at its own address. */
      resume(state) {
        const lasts = it.store.remember(it.nameOf(state), it.headOf(state));
        it.keepOwn(state);
        return lasts;
      },

      /** Note a change of one answer or flag. */
      change(state, rest) {
        state.times[rest] = Math.max(Date.now(), (state.times[rest] || 0) + 1);
        it.keepOwn(state);
        return it.put(state, rest);
      },

      /** @param {*} response null takes the answer back; @param {string | undefined} edition of the question it is given to */
      answer(state, id, response, edition) {
        if (response === null) delete state.answers[id];
        else state.answers[id] = response;
        if (edition) state.editions[id] = edition;
        return it.change(state, "a/" + id);
      },

      flag(state, id, on) {
        if (on) state.flags[id] = 1;
        else delete state.flags[id];
        return it.change(state, "f/" + id);
      },

      /** Note how long it has been running; only what no other window has noted. */
      use(state, used) {
        state.used = Math.max(state.used, used);
        if (it.store.recall(it.nameOf(state) + "/used") >= state.used) return true;
        return it.store.remember(it.nameOf(state) + "/used", Math.round(state.used));
      }
    });
  }

  /** Handed in, given up, noted. */
  function ending(/** @type {ExamKept} */ it) {
    Object.assign(it, {
      /** @returns {boolean} whether some window has handed it in */
      isHanded(state) { return Boolean(state.handed || it.store.recall(it.nameOf(state) + "/handed")); },

      /** Hand in; where another window has, its hour holds. */
      hand(state, late, at) {
        it.fill(state);
        if (!state.handed) {
          state.handed = at;
          if (late) state.late = 1;
        }
        it.keepOwn(state);
        const lasts = it.restore(state);
        const name = it.nameOf(state) + "/handed";
        return (it.store.recall(name) ? true : it.store.remember(name, state.late ? { at: state.handed, late: 1 } : { at: state.handed })) && lasts;
      },

      /** Forget an examination, everything that is kept of it: its head first, so that other windows do not mend the rest. */
      forget(state) {
        it.keepOwn(null);
        [it.nameOf(state)].concat(it.store.names(it.nameOf(state) + "/")).forEach((name) => { it.store.remember(name, undefined); });
      },

      /** Keep nothing in this window alone: it was erased, or given up for another. */
      leave() { it.keepOwn(null); },

      /** Note a result; the same examination again takes the place of what was noted before. */
      finish(state, result) {
        return it.store.remember("done/" + it.paper.id + "/" + state.started.toString(36), result);
      }
    });
  }

  /**
   * @param paper the blueprint in the page
   * @returns the state of one paper, over the store of the core; what writes returns false where it does not outlast the page
   */
  quiz.examState = function (store, paper) {
    const it = /** @type {ExamKept} */ ({ store, paper });
    naming(it);
    reading(it);
    finding(it);
    running(it);
    ending(it);
    it.place = "exam/" + it.paper.id + "/";
    it.tab = site.key + it.place;

    return it;
  };

  /**
   * How long an examination has been running. A clock put back gives no time back, sleep is no pause.
   * @returns {(() => number)} ms
   */
  quiz.stopwatch = function (state) {
    const began = performance.now();
    const before = Math.max(state.used, Date.now() - state.started);
    return function () {
      return Math.max(before + performance.now() - began, Date.now() - state.started);
    };
  };
})();
