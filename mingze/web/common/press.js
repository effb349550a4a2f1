/*
 * What counts as a press. Keys that belong to an input method, keys that are held down and second clicks of a double
 * click are stopped here, before any handler or any form of a page hears of them: so none of those need know of them.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  const AT_ONCE_MS = 100; // within which Safari tells of the key that ended a composition, after the end
  const MOMENT_MS = 500; // for which what began at once is not begun again
  // typing keys on the glass end a composition when 搜索 or 前往 is pressed: that is the reader's own Enter
  const ON_GLASS = /Android|Harmony/.test(navigator.userAgent);

  function stop(/** @type {any} */ event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  // --- Keys

  let endedAt = -Infinity; // when a composition ended
  /** @type {Later} */
  let pressedOn = null; // where the key that is down was pressed

  function isField(/** @type {Part} */ element) {
    return element.matches && element.matches("input, textarea, select, [contenteditable]");
  }

  /** @returns {boolean} whether a key is the input method's: within a composition, or the one that ends it */
  function isComposing(/** @type {any} */ event) {
    if (event.isComposing || (event.keyCode === 229 && isField(event.target))) return true;
    return event.key === "Enter" && !ON_GLASS && event.timeStamp - endedAt < AT_ONCE_MS;
  }

  /** @returns {boolean} whether a key writes a character; the hall counts hands by letters whatever the input method makes of them */
  function isCharacter(/** @type {any} */ event) {
    return /^(Process|Unidentified|[^ ])$/.test(event.key) && !/^(Enter|NumpadEnter|Escape|Space)$/.test(event.code);
  }

  /** @returns {boolean} whether a held key would do again what is done once: press a button, send a form, or act where the focus went meanwhile */
  function isHeld(/** @type {any} */ event) {
    if (!event.repeat || event.ctrlKey || event.altKey || event.metaKey) return false;
    if (event.key === "Enter") return !event.target.matches || !event.target.matches("textarea, [contenteditable]");
    return (event.key.length === 1 || event.key === "Escape") && event.target !== pressedOn;
  }

  window.addEventListener("compositionend", (event) => { endedAt = event.timeStamp; }, true);
  window.addEventListener("keyup", () => { endedAt = -Infinity; }, true);
  window.addEventListener("keydown", (event) => {
    const composing = isComposing(event);
    endedAt = -Infinity; // a composition is ended by one key
    if (composing) {
      if (event.key === "Enter") event.preventDefault(); // no form is sent
      if (!isCharacter(event)) event.stopImmediatePropagation();
    } else if (isHeld(event)) stop(event);
    else if (!event.repeat) pressedOn = event.target;
  }, true);

  // --- Clicks

  /** @type {Later} */
  let clicked = null; // the control that was clicked last
  let byMouse = true;

  // The second click of a double click, as the system counts them, may meet what has taken the place of the button that
  // was meant (确定删除 after 删除). Buttons with data-again are for pressing again and again. Taps are left alone: quick
  // taps on two questions would count as one double tap, and fingers do not double click.
  window.addEventListener("pointerdown", (event) => { byMouse = event.pointerType === "mouse"; }, true);
  window.addEventListener("click", (event) => {
    const control = dom.pressed(event, "button, summary, a[href]");
    if (!control) return;
    if (byMouse && event.detail > 1 && !(control === clicked && control.hasAttribute("data-again"))) return stop(event);
    clicked = control;
  }, true);

  const begun = new WeakSet();

  /**
   * Begin what a button or a form starts, once: not again while it goes on.
   * @param {(() => *)} act gives a promise of its end; what gives none counts as under way for a moment
   */
  site.begin = function (starter, act) {
    if (begun.has(starter)) return;
    begun.add(starter);
    starter.setAttribute("aria-busy", "true");
    function end() {
      begun.delete(starter);
      starter.removeAttribute("aria-busy");
    }
    try {
      const going = act();
      if (going && going.then) going.then(end, end);
      else setTimeout(end, MOMENT_MS);
    } catch (error) {
      end();
      throw error;
    }
  };
})();
