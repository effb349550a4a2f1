/*
 * What the quiz scripts make on a page.
 */
"use strict";

(() => {
  window.mingze = window.mingze || {};
  const quiz = (window.mingze.quiz = window.mingze.quiz || {});

  /** @returns {Element[]} what a selector finds, as an array */
  quiz.all = function (root, selector) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  };

  quiz.make = function (tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  /** @returns {HTMLButtonElement} named by its action, as tests and handlers know it */
  quiz.button = function (text, action, className) {
    const button = quiz.make("button", "mz-button" + (className ? " " + className : ""), text);
    button.type = "button";
    button.setAttribute("data-action", action);
    return button;
  };

  /** @returns {*} what a JSON block beside the quiz says; null where there is none or it is damaged */
  quiz.json = function (root, selector) {
    try {
      return JSON.parse(root.querySelector(selector).textContent);
    } catch (error) {
      return null;
    }
  };

  /** Say in the console what failed in our own code; what did not arrive (`missing`, quiz/banks.js) the page itself says. */
  quiz.report = function (error) {
    if (!(error && error.missing) && window.console) console.error(error);
  };

  /** Show one question: its first control gets the focus. */
  quiz.focusOn = function (field) {
    field.scrollIntoView();
    const first = field.querySelector("input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not([hidden])");
    if (first) first.focus({ preventScroll: true });
  };
})();
