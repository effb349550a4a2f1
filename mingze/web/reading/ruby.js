/*
 * Readings above hard characters, for readers who switched them on. They are drawn by the style (rt::before), so that the
 * page's text stays what it was: copied, searched and taken out as it stands. Headings and questions stay without.
 */
"use strict";

(() => {
  const site = window.mingze;
  const AREAS = ".mz-clause, .mz-article, .mz-board-article, .mz-explanation, .mz-plain, .mz-summary, .mz-callout, .mz-term-entry, .mz-pair, .mz-case";
  const WITHOUT = "h1, h2, h3, h4, summary, form, button, ruby, script";
  let shown = false;

  /** @returns {Array<[number, string]>} where in a text there is a hard character, and how it is read */
  function hard(/** @type {string} */ text, /** @type {RegExp} */ pattern, /** @type {By<string[]>} */ readings) {
    /** @type {[number, string][]} */
    const found = [];
    text.replace(pattern, (word, /** @type {number} */ at) => {
      readings[word].forEach((reading, n) => { if (reading) found.push([at + n, reading]); });
      return word;
    });
    return found;
  }

  function put(/** @type {TextPart} */ node, /** @type {number} */ at, /** @type {string} */ reading) {
    node.splitText(at + 1);
    const character = /** @type {TextPart} */ (node.splitText(at));
    const ruby = document.createElement("ruby");
    const above = document.createElement("rt");
    above.setAttribute("data-reading", reading);
    above.setAttribute("aria-hidden", "true");
    character.parentNode.insertBefore(ruby, character);
    ruby.append(character, above);
  }

  /** Put the readings on the page, once; whether they are seen is the style's. */
  site.showReadings = function () {
    const readings = site.readings;
    const words = Object.keys(readings).sort((one, other) => other.length - one.length);
    if (shown || !words.length) return;
    shown = true;
    const pattern = new RegExp(words.join("|"), "g");
    const walker = document.createTreeWalker(document.querySelector("#main_"), NodeFilter.SHOW_TEXT);
    /** @type {TextPart[]} */
    const nodes = [];
    while (walker.nextNode()) nodes.push(/** @type {TextPart} */ (walker.currentNode));
    nodes.forEach((node) => {
      if (!node.parentNode.closest(AREAS) || node.parentNode.closest(WITHOUT)) return;
      hard(node.data, pattern, readings).reverse().forEach((one) => { put(node, one[0], one[1]); });
    });
    document.dispatchEvent(new CustomEvent("mingze:rewritten"));
  };
})();
