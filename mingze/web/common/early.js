/*
 * Stands in the head of every page, before the first paint: what the reader chose must not flash in late.
 * The rest of the script comes later and builds on window.mingze.
 *
 * What this device remembers lies in localStorage, one key a record (docs/decisions/015-storage.md): `mingze:v2:<site>:<name>`
 * holds JSON. Versions before kept everything in one value, `mingze:v1:<site>`, which take-over.js takes apart.
 */
"use strict";

(() => {
  const WORN = ["mode", "size", "simple", "ruby"]; // what the styles read off the root: data-mode, data-size …
  // ms after which a page on a disk that draws nothing goes on without: in a tab behind, and in sight, where a busy machine is late
  const NO_FRAME = document.hidden ? 2000 : 10000;
  const root = document.documentElement;
  const id = document.querySelector("meta[name=mingze-site]").content;
  const onDisk = location.protocol === "file:";
  const key = "mingze:v2:" + id + ":";
  const old = "mingze:v1:" + id;
  /** @type {Record<string, any>} */
  const memory = {}; // by name, what the browser would not store

  /** Wear what is chosen. What the styles do not know changes nothing. */
  function wear(/** @type {any} */ chosen) {
    WORN.forEach((name) => {
      if (typeof chosen[name] === "string") root.setAttribute("data-" + name, chosen[name]);
      else root.removeAttribute("data-" + name);
    });
  }

  /** Show the page as the reader chose; without a choice as the system asks. */
  function dress() {
    /** @type {Record<string, any>} */
    let chosen = {};
    try {
      chosen = JSON.parse(String(localStorage.getItem(old))) || chosen; // not taken over yet
    } catch (error) { /* there is none, or none that can be read */ }
    /** @type {Record<string, any>} */
    const worn = {};
    WORN.forEach((name) => { worn[name] = recall(name) === undefined ? chosen[name] : recall(name); });
    wear(worn);
    if (onDisk && !window.name.replace(/^mingze:.*/, "")) window.name = "mingze:" + JSON.stringify(worn);
  }

  /** The first frame comes when the page may have been scrolled to where its address leads, by other sizes than it wears now. */
  function dressLate() {
    const height = root.scrollHeight;
    dress();
    const target = location.hash && root.scrollHeight !== height && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) target.scrollIntoView();
  }

  /** @returns {*} what is remembered under a name; undefined where that is nothing, or nothing legible */
  function recall(/** @type {string} */ name) {
    if (name in memory) return memory[name];
    try {
      const raw = localStorage.getItem(key + name);
      return raw === null ? undefined : JSON.parse(raw);
    } catch (error) {
      return undefined;
    }
  }

  /** @returns {string[]} every name that begins so and under which something is remembered */
  function names(/** @type {string} */ beginning) {
    /** @type {Record<string, any>} */
    const found = {};
    try {
      for (let n = 0; n < localStorage.length; n++) {
        const whole = localStorage.key(n);
        if (whole && whole.indexOf(key + beginning) === 0) found[whole.slice(key.length)] = true;
      }
    } catch (error) { /* nothing is stored there */ }
    Object.keys(memory).forEach((name) => {
      if (name.indexOf(beginning) === 0) found[name] = memory[name] !== undefined;
    });
    return Object.keys(found).filter((name) => found[name]);
  }

  /** @type {Later} */
  let waiting = []; // what is to be done once storage may be touched
  let late = 0; // the timer of a page that draws nothing

  /**
   * Do something once what is stored may be read and written: at once, but on a disk with the first frame. There each page
   * is a new process, which may run before Chromium's main process knows that the page is there: storage touched so early
   * is empty and keeps nothing as long as the page stands (docs/decisions/015-storage.md). Frames come after that.
   * @param {(() => void)} act it may touch storage
   */
  function ready(act) {
    if (waiting) waiting.push(act);
    else act();
  }

  function begin() {
    clearTimeout(late);
    const acts = waiting || [];
    waiting = null;
    acts.forEach((/** @type {() => void} */ act) => { act(); });
  }

  /** @type {{ beginnings: string[], how: (whence: Whence) => void }[]} */
  const watchers = []; // told by common/store.js, which comes later

  /**
   * Call a function whenever what is remembered under names that begin so may have changed.
   * @param {string | string[]} beginnings "" for everything
   * @param how told whence: "here" (this page wrote it), "elsewhere" (another window did), "returned" (the page came back
   *   from the back-forward cache), "forgotten" (everything was erased)
   */
  function watch(beginnings, /** @type {(whence: Whence) => void} */ how) {
    watchers.push({ beginnings: /** @type {string[]} */ ([]).concat(beginnings), how });
  }

  window.mingze = /** @type {any} */ ({ id, key, old, memory, dress, recall, names, ready, watch, watchers });
  root.classList.add("mz-js");
  if (window.speechSynthesis && window.SpeechSynthesisUtterance) root.classList.add("mz-speech");
  if (!onDisk) {
    begin();
    dress();
  } else {
    try { // the page before in this window hands on what is worn
      wear(JSON.parse(window.name.slice("mingze:".length)));
    } catch (error) { /* another's name, or none: it comes with the first frame */ }
    ready(dressLate);
    requestAnimationFrame(begin);
    late = setTimeout(begin, NO_FRAME);
  }

  // a script that does not arrive: the page is then as without scripts, with no control that does nothing
  window.addEventListener("error", (event) => {
    if (/** @type {any} */ (event.target).defer) root.classList.remove("mz-js", "mz-speech");
  }, true);
})();
