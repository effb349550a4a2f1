/*
 * When to ask again: FSRS-6 with its default parameters, grades right (Good) and wrong (Again), no fuzz, no learning
 * steps. A day is one of the reader's calendar and begins at 4:00 in the morning, for intervals as for what is due: what
 * is offered as a new day's review counts as one, and what is answered at 23:55 is not asked again at 0:05. Tests compare
 * it with the Python package `fsrs`, which knows only times: they are given to it so many whole days apart.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;
  const W = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
    0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542
  ];
  const AGAIN = 1;
  const GOOD = 3;
  const EASY = 4;
  const DAY = 86400000;
  const DAY_BEGINS = 4; // o'clock, here
  const LONGEST = 36500; // days
  const LEAST_STABILITY = 0.001;
  const FACTOR = Math.pow(0.9, -1 / W[20]) - 1; // after `s` days 0.9 remains: the retention we ask for

  function clamp(/** @type {number} */ value, /** @type {number} */ least, /** @type {number} */ most) {
    return Math.min(Math.max(value, least), most);
  }

  /** @returns {number} the day of a moment, counted from any one on; by this device's clock */
  function day(/** @type {number} */ ms) {
    const date = new Date(ms);
    const before = date.getHours() < DAY_BEGINS ? 1 : 0;
    return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate() - before) / DAY);
  }

  /** @returns {number} ms: so many days later, at the same time of the day whatever the clocks do meanwhile */
  function later(/** @type {number} */ ms, /** @type {number} */ days) {
    const date = new Date(ms);
    date.setDate(date.getDate() + days);
    return date.getTime();
  }

  function firstDifficulty(/** @type {number} */ grade) {
    return W[4] - Math.exp(W[5] * (grade - 1)) + 1;
  }

  function nextDifficulty(/** @type {number} */ difficulty, /** @type {number} */ grade) {
    const damped = difficulty + (-W[6] * (grade - GOOD) * (10 - difficulty)) / 9;
    return W[7] * firstDifficulty(EASY) + (1 - W[7]) * damped;
  }

  function sameDay(/** @type {number} */ stability, /** @type {number} */ grade) {
    const growth = Math.exp(W[17] * (grade - GOOD + W[18])) * Math.pow(stability, -W[19]);
    return stability * (grade === GOOD ? Math.max(growth, 1) : growth);
  }

  function afterRight(/** @type {Card} */ card, /** @type {number} */ retained) {
    const gain = Math.exp(W[8]) * (11 - card.d) * Math.pow(card.s, -W[9]) * (Math.exp((1 - retained) * W[10]) - 1);
    return card.s * (1 + gain);
  }

  function afterWrong(/** @type {Card} */ card, /** @type {number} */ retained) {
    const strength = (Math.pow(card.s + 1, W[13]) - 1) * Math.exp((1 - retained) * W[14]);
    return Math.min(W[11] * Math.pow(card.d, -W[12]) * strength, card.s / Math.exp(W[17] * W[18]));
  }

  function nextStability(/** @type {Card} */ card, /** @type {number} */ grade, /** @type {number} */ now) {
    if (day(now) <= day(card.last)) return sameDay(card.s, grade);
    const retained = retrievability(card, now);
    return grade === GOOD ? afterRight(card, retained) : afterWrong(card, retained);
  }

  /** Round to whole days; a half goes to the even one, as in Python. */
  function wholeDays(/** @type {number} */ days) {
    const up = Math.round(days);
    return up - days === 0.5 && up % 2 ? up - 1 : up;
  }

  /** Say whether a card can be used: what a device kept may be damaged. */
  function sound(/** @type {Told} */ card) {
    const whole = card && [card.s, card.d, card.last, card.reps, card.lapses].every(Number.isFinite);
    return Boolean(whole) && card.s > 0 && card.d >= 1 && card.d <= 10;
  }

  /** @returns {number} the chance, 0 to 1, that the answer is still known; 0 without a sound card */
  function retrievability(/** @type {Card} */ card, /** @type {number} */ now) {
    if (!sound(card)) return 0;
    const days = Math.max(day(now) - day(card.last), 0);
    return Math.pow(1 + (FACTOR * days) / card.s, -W[20]);
  }

  /**
   * @param {Card | null} card what the last review returned; without one, or with a damaged one, the question is new
   * @param {boolean} right
   * @param {number} now milliseconds since 1970
   * @returns {Card} a new card: stability in
   *   days, difficulty 1 to 10, last answer and next due in milliseconds, answers, and wrong answers after the first
   */
  function review(card, right, now) {
    const grade = right ? GOOD : AGAIN;
    const old = sound(card) ? card : null;
    const stability = Math.max(old ? nextStability(old, grade, now) : W[grade - 1], LEAST_STABILITY);
    return {
      s: stability,
      d: clamp(old ? nextDifficulty(old.d, grade) : firstDifficulty(grade), 1, 10),
      last: now,
      due: later(now, clamp(wholeDays(stability), 1, LONGEST)),
      reps: (old ? old.reps : 0) + 1,
      lapses: (old ? old.lapses : 0) + (old && !right ? 1 : 0)
    };
  }

  quiz.fsrs = { review, retrievability, day };
})();
