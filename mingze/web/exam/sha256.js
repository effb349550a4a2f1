/*
 * SHA-256 (FIPS 180-4): on plain http the browser's own is missing.
 */
"use strict";

(() => {
  const { quiz } = window.mingze;
  /** @type {number[]} */
  const START = []; // the first 32 bits behind the point of the square roots of the first 8 primes
  /** @type {number[]} */
  const ROUNDS = []; // the same of the cube roots of the first 64
  for (let n = 2; ROUNDS.length < 64; n++) {
    if (!isPrime(n)) continue;
    if (START.length < 8) START.push(fraction(Math.sqrt(n)));
    ROUNDS.push(fraction(Math.cbrt(n)));
  }

  function isPrime(/** @type {number} */ number) {
    for (let factor = 2; factor * factor <= number; factor++) if (number % factor === 0) return false;
    return true;
  }

  function fraction(/** @type {number} */ number) {
    return (number * 0x100000000) | 0;
  }

  function turn(/** @type {number} */ word, /** @type {number} */ by) {
    return (word >>> by) | (word << (32 - by));
  }

  /** @returns {DataView} the text's UTF-8, filled up to blocks of 64 bytes, its length in bits (below 2^32) last */
  function padded(/** @type {string} */ text) {
    const bytes = new TextEncoder().encode(text);
    const filled = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    filled.set(bytes);
    filled[bytes.length] = 0x80;
    const view = new DataView(filled.buffer);
    view.setUint32(filled.length - 4, bytes.length << 3);
    return view;
  }

  function addBlock(/** @type {number[]} */ state, /** @type {DataView} */ view, /** @type {number} */ offset) {
    /** @type {number[]} */
    const w = [];
    let s = state;
    for (let i = 0; i < 64; i++) {
      if (i < 16) w[i] = view.getInt32(offset + i * 4);
      else {
        let a = w[i - 15];
        let b = w[i - 2];
        a = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
        b = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
        w[i] = (w[i - 16] + a + w[i - 7] + b) | 0;
      }
      let first = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25);
      first += s[7] + ((s[4] & s[5]) ^ (~s[4] & s[6])) + ROUNDS[i] + w[i];
      let second = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
      second += (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
      s = [(first + second) | 0, s[0], s[1], s[2], (s[3] + first) | 0, s[4], s[5], s[6]];
    }
    return state.map((word, at) => (word + s[at]) | 0);
  }

  /**
   * @param {string} text a lone surrogate counts as U+FFFD, as in mingze/drawing.py
   * @returns {string} 64 hexadecimal digits
   */
  quiz.sha256 = function (text) {
    const view = padded(text);
    let state = START;
    for (let offset = 0; offset < view.byteLength; offset += 64) state = addBlock(state, view, offset);
    return state
      .map((word) => (word >>> 0).toString(16).padStart(8, "0"))
      .join("");
  };
})();
