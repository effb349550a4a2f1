/*
 * Readings above hard characters, for readers who switched them on. They are drawn by the style (rt::before), so that the
 * page's text stays what it was: copied, searched and taken out as it stands. Headings and questions stay without.
 */
"use strict";

(function () {
  var AREAS = ".mz-clause, .mz-article, .mz-board-article, .mz-explanation, .mz-plain, .mz-summary, .mz-callout, .mz-term-entry, .mz-pair, .mz-case";
  var WITHOUT = "h1, h2, h3, h4, summary, form, button, ruby, script";
  var shown = false;

  /** @returns {Array<[number, string]>} where in a text there is a hard character, and how it is read */
  function hard(text, pattern, readings) {
    var found = [];
    text.replace(pattern, function (word, at) {
      readings[word].forEach(function (reading, n) { if (reading) found.push([at + n, reading]); });
    });
    return found;
  }

  function put(node, at, reading) {
    node.splitText(at + 1);
    var character = node.splitText(at);
    var ruby = document.createElement("ruby");
    var above = document.createElement("rt");
    above.setAttribute("data-reading", reading);
    above.setAttribute("aria-hidden", "true");
    character.parentNode.insertBefore(ruby, character);
    ruby.append(character, above);
  }

  /** Put the readings on the page, once; whether they are seen is the style's. */
  window.mingze.showReadings = function () {
    var readings = window.mingze.readings;
    var words = Object.keys(readings).sort(function (one, other) { return other.length - one.length; });
    if (shown || !words.length) return;
    shown = true;
    var pattern = new RegExp(words.join("|"), "g");
    var walker = document.createTreeWalker(document.getElementById("main_"), NodeFilter.SHOW_TEXT);
    var nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    nodes.forEach(function (node) {
      if (!node.parentNode.closest(AREAS) || node.parentNode.closest(WITHOUT)) return;
      hard(node.data, pattern, readings).reverse().forEach(function (one) { put(node, one[0], one[1]); });
    });
    document.dispatchEvent(new CustomEvent("mingze:rewritten"));
  };
})();
