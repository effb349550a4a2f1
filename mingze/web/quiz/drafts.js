/*
 * What was typed on a quiz's page and not yet checked, kept in this window for the way back: browsers that load the page
 * anew (old Android ones always do) give fields back empty.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  const KEY = "mingze:draft:" + location.pathname;
  const RELOADED = 1, RETURNED = 2; // performance.navigation.type

  function fields() {
    return dom.all(document, "form.mz-quiz .mz-blank input, form.mz-quiz .mz-short textarea");
  }

  /** @returns {string} a field's question and its place in it */
  function nameOf(/** @type {Part} */ field) {
    const question = field.closest("[data-question]");
    return question.getAttribute("data-question") + " " + Array.prototype.indexOf.call(question.querySelectorAll("input, textarea"), field);
  }

  function keep() {
    /** @type {By<string>} */
    const texts = {};
    fields().forEach((field) => {
      if (field.value && !field.disabled) texts[nameOf(field)] = field.value;
    });
    if (Object.keys(texts).length) sessionStorage.setItem(KEY, JSON.stringify(texts));
    else sessionStorage.removeItem(KEY);
  }

  /** Fill what is empty; a visit that is no way back begins anew. */
  function restore() {
    const way = performance.navigation ? performance.navigation.type : 0;
    /** @type {By<string>} */
    const texts = JSON.parse(sessionStorage.getItem(KEY) || "{}");
    if (way !== RELOADED && way !== RETURNED) return;
    fields().forEach((field) => {
      const text = texts[nameOf(field)];
      if (!field.value && !field.disabled && typeof text === "string") field.value = text;
    });
  }

  /** Without storage there are no drafts, and nothing else is missing. */
  function quietly(/** @type {() => void} */ action) {
    return function () {
      try {
        action();
      } catch (error) { /* nothing to keep it in, or nothing legible */ }
    };
  }

  /** From now on what is typed is kept: a page that is left before it gave anything back leaves what was kept. */
  function begin() {
    quietly(restore)();
    window.addEventListener("pagehide", quietly(keep));
    document.addEventListener("visibilitychange", quietly(keep)); // a phone may end a page that is put away without another word
  }

  window.addEventListener("load", () => { site.ready(begin); });
})();
