/*
 * What a phone remembers of a hall: its key, who it is, what it answered. Where the browser stores nothing, the key still
 * stands in the page's address, so that a reload comes back as the same person.
 */
"use strict";

(() => {
  const { live } = window.mingze;
  const PLACE = "mingze-live:";
  /** @type {Record<string, string>} */
  const memory = {};

  /** @returns {string} what is stored under a name, "" for nothing */
  live.recall = function (name) {
    if (name in memory) return memory[name];
    try {
      return localStorage.getItem(PLACE + name) || "";
    } catch (error) {
      return "";
    }
  };

  live.remember = function (name, text) {
    try {
      localStorage.setItem(PLACE + name, text);
      if (localStorage.getItem(PLACE + name) === text) return delete memory[name];
    } catch (error) { /* full, or not allowed */ }
    memory[name] = text;
    return false;
  };

  /** @returns {any} what JSON says that was stored; null where it is none */
  live.recalled = function (name) {
    try {
      return JSON.parse(live.recall(name));
    } catch (error) {
      return null;
    }
  };

  /** @returns {string} 128 bits that nobody guesses */
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes).map((byte) => ("0" + byte.toString(16)).slice(-2)).join("");
  }

  /**
   * @param {string} code of the hall
   * @returns {string} the phone's key for it: stored, or in the address, or new; it then stands in both
   */
  live.key = function (code) {
    const inAddress = (/[#&]k=([0-9a-f]{32})/.exec(location.hash) || [])[1];
    const key = inAddress || live.recall("key/" + code) || newKey();
    live.remember("key/" + code, key);
    if (!inAddress) history.replaceState(null, "", "#k=" + key);
    return key;
  };
})();
