/*
 * What counts as a press. Keys that belong to an input method, keys that are held down and second clicks of a double
 * click are stopped here, before any handler or any form of a page hears of them: so none of those need know of them.
 */
"use strict";

var site = window.mingze;
var AT_ONCE_MS = 100; // within which Safari tells of the key that ended a composition, after the end
var DOUBLE_MS = 350; // within which a second tap is no press of its own
var NEAR = 24; // px
var MOMENT_MS = 500; // for which what began at once is not begun again
// typing keys on the glass end a composition when 搜索 or 前往 is pressed: that is the reader's own Enter
var ON_GLASS = /Android|Harmony/.test(navigator.userAgent);

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

// --- Keys

var endedAt = -Infinity; // when a composition ended
var pressedOn = null; // where the key that is down was pressed

function isField(element) {
  return element.matches && element.matches("input, textarea, select, [contenteditable]");
}

/** @returns {boolean} whether a key is the input method's: within a composition, or the one that ends it */
function isComposing(event) {
  if (event.isComposing || (event.keyCode === 229 && isField(event.target))) return true;
  return event.key === "Enter" && !ON_GLASS && event.timeStamp - endedAt < AT_ONCE_MS;
}

/** @returns {boolean} whether a key writes a character; the hall counts hands by letters whatever the input method makes of them */
function isCharacter(event) {
  return /^(Process|Unidentified|[^ ])$/.test(event.key) && !/^(Enter|NumpadEnter|Escape|Space)$/.test(event.code);
}

/** @returns {boolean} whether a held key would do again what is done once: press a button, send a form, or act where the focus went meanwhile */
function isHeld(event) {
  if (!event.repeat || event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === "Enter") return !event.target.matches || !event.target.matches("textarea, [contenteditable]");
  return (event.key.length === 1 || event.key === "Escape") && event.target !== pressedOn;
}

window.addEventListener("compositionend", function (event) { endedAt = event.timeStamp; }, true);
window.addEventListener("keyup", function () { endedAt = -Infinity; }, true);
window.addEventListener("keydown", function (event) {
  var composing = isComposing(event);
  endedAt = -Infinity; // a composition is ended by one key
  if (composing) {
    if (event.key === "Enter") event.preventDefault(); // no form is sent
    if (!isCharacter(event)) event.stopImmediatePropagation();
  } else if (isHeld(event)) stop(event);
  else if (!event.repeat) pressedOn = event.target;
}, true);

// --- Clicks

var last = { control: null, at: -Infinity, x: 0, y: 0 };
var byTouch = false;

/**
 * @returns {boolean} whether a click is the second of a double click. On its way it may meet what has taken the place of
 *   the button that was meant (确定删除 after 删除). Buttons with data-again are for pressing again and again.
 */
function isSecond(event, control) {
  var same = control === last.control;
  if (event.detail > 1) return !(same && control.hasAttribute("data-again"));
  if (!byTouch || !event.detail || event.timeStamp - last.at > DOUBLE_MS) return false;
  var near = Math.abs(event.clientX - last.x) < NEAR && Math.abs(event.clientY - last.y) < NEAR;
  return near && !(same && control.hasAttribute("data-again"));
}

window.addEventListener("pointerdown", function (event) { byTouch = event.pointerType === "touch"; }, true);
window.addEventListener("click", function (event) {
  var control = event.target.closest && event.target.closest("button, summary, a[href]");
  if (!control) return;
  if (isSecond(event, control)) return stop(event);
  last = { control: control, at: event.timeStamp, x: event.clientX, y: event.clientY };
}, true);

var begun = new WeakSet();

/**
 * Begin what a button or a form starts, once: not again while it goes on.
 * @param {Element} starter
 * @param {function(): *} act gives a promise of its end; what gives none counts as under way for a moment
 */
site.begin = function (starter, act) {
  if (begun.has(starter)) return;
  begun.add(starter);
  function end() { begun.delete(starter); }
  try {
    var going = act();
    if (going && going.then) going.then(end, end);
    else setTimeout(end, MOMENT_MS);
  } catch (error) {
    end();
    throw error;
  }
};
