/*
 * A session in the hall as plain data, and what an action makes of it. Nothing here knows the page or the clock.
 *
 * run = {v: 1, id, title, source: {kind, id}, seed, form, seconds: for a question (0: no limit), minutes: planned (0: none),
 *   people: in the hall (0: not counted), teams: names, paper: whether some answer on paper,
 *   questions: [{id, bank, type, options: how many, group: of which material, where of any}], begun: ms, used: ms, clock: {left: ms, on}, log: [action]}
 *
 * Everything else follows from the log: hall.stateOf(run) = {at: question shown, view, page (of the material), items: by question}, an item =
 * {round: 1 or 2, first, second and paper: counts by row (null where none was given), teams: {number: true}}, and where phones
 * answer (hall/live-link.js) closed: {round: true} and phones: {first, second: {n: counts by row, of: how many answered}}.
 * A row is an option in the bank's own order; 对 and 错; for a choice of several one more row: who had all right;
 * for other types: who could and who could not.
 */
"use strict";

(() => {
  const { quiz, hall } = window.mingze;
  const VIEWS = ["dossier", "ask", "votes", "reveal", "why", "end"];
  const TOLD = ["reveal", "why", "end"]; // views in which nobody answers any more
  const TALLIES = ["first", "second", "paper"];
  const MOST = 99999; // people
  const PAGES = 9; // screens of one material
  hall.VERSION = 1;
  hall.MOST_TEAMS = 6;

  /** @returns {boolean} whether one may raise a hand for several of its options: then the hands are more than the people */
  hall.isMany = function (question) {
    return quiz.types[question.type].hands === "several";
  };

  /** @returns {number} how many rows of a question can be counted */
  hall.rows = function (question) {
    const hands = quiz.types[question.type].hands;
    if (hands === "one") return question.options;
    return hands === "several" ? question.options + 1 : 2;
  };

  /** @returns {number} the row in which those stand who answered right */
  hall.rightRow = function (question, key) {
    const type = quiz.types[question.type];
    if (type.hands === "one") return type.right(key)[0];
    return type.hands === "several" ? question.options : 0;
  };

  /**
   * A copy with some members put in place of others; runs are never changed.
   * @template T
   * @param {T} object
   * @param {Partial<T>=} members
   * @returns {T}
   */
  function changed(object, members) {
    return Object.assign({}, object, members);
  }

  /** @returns {string} the group whose material stands before a question: it is the first one of it; "" for none */
  hall.opens = function (run, at) {
    const group = run.questions[at].group || "";
    return at && run.questions[at - 1].group === group ? "" : group;
  };

  /** @returns whether phones may answer what is shown */
  hall.isOpen = function (state) {
    const item = state.items[state.at];
    return (state.view === "ask" || state.view === "votes") && !(item.closed && item.closed[item.round]);
  };

  /** @returns {HallState} */
  function start(/** @type {Run} */ run) {
    return {
      at: 0,
      view: hall.opens(run, 0) ? "dossier" : "ask",
      page: 0,
      items: run.questions.map(() => ({ round: 1, first: [], second: [], paper: [], teams: {} }))
    };
  }

  /** @returns {Record<number, true>} the rounds in which phones may no longer answer */
  function closed(/** @type {HallItem} */ item, /** @type {number} */ round, /** @type {boolean} */ on) {
    const rounds = Object.assign({}, item.closed);
    if (on) rounds[round] = true;
    else delete rounds[round];
    return rounds;
  }

  /** @returns {HallItem} the item after an action; the same one where the action says nothing of it */
  function stepItem(/** @type {HallItem} */ item, /** @type {HallAction} */ action) {
    /** @type {Partial<HallItem>} */
    const members = {};
    if (action.do === "count") {
      const counts = members[action.tally] = item[action.tally].slice();
      counts[action.row] = action.n;
    } else if (action.do === "round") members.round = action.n;
    else if (action.do === "phones") members.phones = changed(item.phones || {}, { [action.tally]: { n: action.n, of: action.of } });
    else if (action.do === "close") members.closed = closed(item, action.round, action.on);
    else if (action.do === "team") {
      const teams = members.teams = changed(item.teams);
      if (action.on) teams[action.team] = true;
      else delete teams[action.team];
    }
    return changed(item, members);
  }

  /** @returns the state after an action */
  hall.step = function (state, action) {
    if (action.do === "go") {
      const items = TOLD.indexOf(action.view) < 0 ? state.items : state.items.map((item, n) => n === action.at ? changed(item, { closed: closed(item, item.round, true) }) : item);
      return { at: action.at, view: action.view, page: action.page || 0, items };
    }
    return changed(state, {
      items: state.items.map((item, n) => n === action.q ? stepItem(item, action) : item)
    });
  };

  /** @returns where a session stands */
  hall.stateOf = function (run) {
    return run.log.reduce(hall.step, start(run));
  };

  function isWhole(/** @type {Told} */ value, /** @type {number} */ least, /** @type {number} */ most) {
    return Number.isInteger(value) && value >= least && value <= most;
  }

  function isPhones(/** @type {HallQuestion} */ question, /** @type {any} */ action) {
    return (action.tally === "first" || action.tally === "second") && isWhole(action.of, 0, MOST) && Array.isArray(action.n) &&
      action.n.length === hall.rows(question) && action.n.every((/** @type {Told} */ n) => n === null || isWhole(n, 0, MOST));
  }

  /** @returns {boolean} whether an action can be meant for this session */
  hall.isAction = function (run, action) {
    if (!action || typeof action !== "object") return false;
    if (action.do === "go") {
      return isWhole(action.at, 0, run.questions.length - 1) && VIEWS.indexOf(action.view) >= 0 &&
        (action.page === undefined || isWhole(action.page, 0, PAGES));
    }
    if (!isWhole(action.q, 0, run.questions.length - 1)) return false;
    if (action.do === "round") return action.n === 1 || action.n === 2;
    if (action.do === "team") return isWhole(action.team, 0, run.teams.length - 1);
    if (action.do === "close") return action.round === 1 || action.round === 2;
    if (action.do === "phones") return isPhones(run.questions[action.q], action);
    return action.do === "count" && TALLIES.indexOf(action.tally) >= 0 &&
      isWhole(action.row, 0, hall.rows(run.questions[action.q]) - 1) && (action.n === null || isWhole(action.n, 0, MOST));
  };

  function sameCell(/** @type {HallAction | undefined} */ one, /** @type {HallAction} */ other) {
    return one && one.do === "count" && other.do === "count" && one.typed && other.typed &&
      one.q === other.q && one.tally === other.tally && one.row === other.row;
  }

  function freshClock(/** @type {Run} */ run) {
    return { left: run.seconds * 1000, on: false };
  }

  /** Set the clock anew where another question is shown. */
  function turned(/** @type {Run} */ before, /** @type {Run} */ after) {
    return hall.stateOf(before).at === hall.stateOf(after).at ? after : changed(after, { clock: freshClock(after) });
  }

  /**
   * @param action go {at, view, page?}, count {q, tally, row, n, typed?}, round {q, n}, team {q, team, on},
   *   close {q, round, on}: phones may no longer answer, phones {q, tally, n, of}: what theirs came to
   * @returns the session after it; digits typed one after another into one field are one action
   */
  hall.apply = function (run, action) {
    if (!hall.isAction(run, action)) return run;
    const last = run.log[run.log.length - 1];
    const log = sameCell(last, action) ? run.log.slice(0, -1) : run.log;
    return turned(run, changed(run, { log: log.concat(action) }));
  };

  /** @returns the session before its last action; what phones came to nobody did, and it stays */
  hall.undo = function (run) {
    const last = run.log.map((action) => action.do !== "phones").lastIndexOf(true);
    return last < 0 ? run : turned(run, changed(run, { log: run.log.filter((_, n) => n !== last) }));
  };

  /** @returns the session after actions that a server kept; what is none of its own it passes over */
  hall.replayed = function (run, actions) {
    return actions.reduce((now, action) => action.do === "undo" ? hall.undo(now) : hall.apply(now, action), run);
  };

  /** Start or stop the clock; one that has run out begins anew. */
  hall.toggleClock = function (run) {
    const clock = run.clock.left > 0 ? run.clock : freshClock(run);
    return run.seconds ? changed(run, { clock: { left: clock.left, on: !run.clock.on } }) : run;
  };

  /** @returns the session so many ms later */
  hall.tick = function (run, ms) {
    const left = run.clock.on ? Math.max(0, run.clock.left - ms) : run.clock.left;
    return changed(run, { used: run.used + ms, clock: { left, on: run.clock.on && left > 0 } });
  };

  /**
   * @param wanted title, source, seed, form, seconds, minutes, people, teams, paper, questions
   * @returns a session at its beginning
   */
  hall.newRun = function (wanted, now) {
    const run = changed(/** @type {Run} */ (wanted), { v: hall.VERSION, id: now.toString(36) + wanted.seed, begun: now, used: 0, log: [] });
    run.clock = freshClock(run);
    return run;
  };

  function isText(/** @type {Told} */ value, /** @type {number} */ most) {
    return typeof value === "string" && value.length <= most;
  }

  function isQuestion(/** @type {Told} */ one) {
    return Boolean(one) && /^[a-z0-9-]{1,64}$/.test(one.id) && /^[a-z0-9-]{1,64}$/.test(one.bank) &&
      Object.keys(quiz.types).indexOf(one.type) >= 0 && isWhole(one.options, 0, 10) && (one.group === undefined || /^[a-z0-9-]{1,64}$/.test(one.group));
  }

  /** @returns a session that came from a file or from the device, without what cannot be meant; null where it is none */
  hall.sound = function (found) {
    const isRun = Boolean(found) && typeof found === "object" && found.v === hall.VERSION && isText(found.id, 64) && isText(found.title, 200) &&
      quiz.isDraw(found.seed, found.form) &&
      Array.isArray(found.questions) && found.questions.length > 0 && found.questions.length <= 500 && found.questions.every(isQuestion) &&
      Array.isArray(found.teams) && found.teams.length <= hall.MOST_TEAMS && found.teams.every((/** @type {Told} */ name) => isText(name, 20)) &&
      Array.isArray(found.log) && [found.seconds, found.minutes, found.people, found.begun, found.used].every((n) => isWhole(Math.floor(n), 0, 1e14));
    if (!isRun) return null;
    const clock = found.clock && isWhole(Math.floor(found.clock.left), 0, 1e9) ? { left: found.clock.left, on: Boolean(found.clock.on) } : freshClock(found);
    const log = found.log.filter((/** @type {Told} */ action) => hall.isAction(found, action));
    return changed(found, { log, clock, paper: Boolean(found.paper) });
  };

  /** @returns the counts of the first answers (hands, paper and phones together) or of the second, by row */
  hall.counts = function (question, item, which) {
    const phones = (item.phones || {})[which];
    return Array.from(Array(hall.rows(question)).keys()).map((row) => {
      const given = [item[which][row], which === "first" ? item.paper[row] : null, phones ? phones.n[row] : null].filter(Number.isInteger);
      return given.length ? hall.sum(given) : null;
    });
  };

  /** @returns how many phones answered, where nobody answered otherwise: then so many answered in all */
  hall.phonesOf = function (item, which) {
    const others = which === "first" ? item.first.concat(item.paper) : item.second;
    const phones = (item.phones || {})[which];
    return phones && !others.some(Number.isInteger) ? phones.of : 0;
  };

  hall.sum = function (counts) {
    return counts.reduce((/** @type {number} */ sum, n) => sum + (n || 0), 0);
  };

  /**
   * How many answered, for a share of them: those counted; for a choice of several, where one may raise a hand for each
   * option, the people who answered by phone or are in the hall, or where they were not counted the most hands of any row.
   */
  hall.voters = function (run, question, item, which) {
    const counts = hall.counts(question, item, which);
    if (!hall.isMany(question)) return hall.sum(counts);
    return hall.phonesOf(item, which) || Math.max.apply(null, [run.people].concat(counts.map((n) => n || 0)));
  };

  /** @returns {number | null} the share 0…1 of right answers; null where they were not counted */
  hall.share = function (run, question, item, which, key) {
    const counts = hall.counts(question, item, which);
    const right = counts[hall.rightRow(question, key)];
    const voters = hall.voters(run, question, item, which);
    if (!voters || (hall.isMany(question) && (right === null || !(run.people || hall.phonesOf(item, which))))) return null;
    return (right || 0) / voters;
  };

  /** @returns {number[]} the points of each team: one for each question it had right */
  hall.scores = function (run, state) {
    return run.teams.map((name, team) => state.items.filter((item) => item.teams[team]).length);
  };
})();
