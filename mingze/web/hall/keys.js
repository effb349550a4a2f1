/*
 * Keyboard and clicker: which key asks for what. A clicker sends PageDown, PageUp (some
 * arrows up and down), "." or B, F5 and Esc. A key that is held does once what it does; only in a field of the ballot it repeats.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;
  /** @type {By<string>} */
  const COMMANDS = {
    " ": "next", Enter: "next", PageDown: "next", ArrowRight: "next", ArrowDown: "next", PageUp: "back", ArrowLeft: "back", ArrowUp: "back", R: "reveal", V: "votes", S: "second",
    B: "black", ".": "black", T: "timer", F: "full", F5: "full", Escape: "overview", Z: "undo", X: "inverse", P: "presenter", M: "dossier", K: "stop", Q: "join", "?": "help"
  };
  const TURNS = ["PageDown", "PageUp"];

  /** @returns {string} the key whatever the input method makes of it: capitals, half width */
  function keyOf(/** @type {KeyboardEvent} */ event) {
    const code = /^Key([A-Z])$/.exec(event.code || "");
    if (event.key === "Process" || event.isComposing) return code ? code[1] : event.code === "Space" ? " " : event.key;
    const key = event.key === "。" ? "." : event.key.length === 1 ? event.key.normalize("NFKC").toUpperCase() : event.key;
    return key === "\u3000" ? " " : key;
  }

  /** Go to another field of the ballot. */
  function turn(/** @type {Part} */ field, /** @type {number} */ by) {
    const fields = dom.all(field.closest(".mz-hall__rows"), ".mz-hall__count");
    const next = fields[fields.indexOf(field) + by];
    if (next) {
      next.focus();
      next.select();
    }
  }

  /** @returns {boolean | null} whether a key was meant for a field of the ballot; null for one that writes in it */
  function inField(/** @type {Part} */ field, /** @type {string} */ key, /** @type {Ask} */ ask) {
    if (key === "Enter" || key === "ArrowDown") turn(field, 1);
    else if (key === "ArrowUp") turn(field, -1);
    else if (key === "+" || key === "=" || key === "-") ask("add", { row: Number(field.getAttribute("data-row")), tally: field.getAttribute("data-tally"), by: key === "-" ? -1 : 1 });
    else return /^(\d|Backspace|Delete|Home|End|ArrowLeft|ArrowRight)$/.test(key) ? null : false;
    return true;
  }

  /**
   * @param look where the session stands; null where none is on the screen
   * @param {((a: string, b: *) => void)} ask takes a command
   */
  hall.listen = function (look, ask) {
    window.addEventListener("keydown", (event) => {
      const seen = look();
      if (!seen || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (handle(event, keyOf(event), seen, event.repeat ? () => {} : ask)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    }, true);

    function handle(/** @type {KeyboardEvent} */ event, /** @type {string} */ key, /** @type {Seen} */ seen, /** @type {Ask} */ press) {
      const target = /** @type {Part} */ (event.target);
      const writes = target.matches("input, select, textarea");
      const field = target.closest && target.closest(".mz-hall__count");
      if (key === "Tab" || key === "Shift") return false;
      if (seen.black) {
        press("black");
        return true;
      }
      if (seen.over) { // what lies over the screen keeps its keys
        return key === "Escape" || (key === "?" && !writes) ? command(key, press) : key === "/" && !writes;
      }
      if (field) {
        const done = inField(field, key, ask);
        if (done === null) return false;
        if (done) return true;
      } else if (writes || (target.matches("button, a, summary") && (key === " " || key === "Enter"))) {
        return TURNS.indexOf(key) >= 0 && command(key, press);
      }
      const row = seen.letters.indexOf(key);
      if (key.length === 1 && row >= 0) press("add", { letter: row, by: 1 });
      else if (seen.view === "reveal" && /^[1-6]$/.test(key)) press("team", Number(key) - 1);
      else if (!command(key, press)) return key === "/"; // which would open the search
      return true;
    }

    function command(/** @type {string} */ key, /** @type {Ask} */ press) {
      if (!Object.prototype.hasOwnProperty.call(COMMANDS, key)) return false;
      press(COMMANDS[key]);
      return true;
    }
  };
})();
