/*
 * What every script makes and finds on a page. Texts become text nodes, never markup.
 */
"use strict";

(() => {
  const site = (window.mingze = window.mingze || {});

  /** @returns {Element[]} what a selector finds, as an array */
  function all(root, selector) {
    return Array.from(root.querySelectorAll(selector));
  }

  /** @returns {Element} an element with a class and what stands in it: a text, an element, or a list of both */
  function make(tag, className, content) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    [].concat(content === undefined ? [] : content).forEach((one) => { if (one !== "") node.append(one); });
    return node;
  }

  /** @returns {HTMLButtonElement} named by its action, as tests and handlers know it */
  function button(text, action, className) {
    const made = make("button", "mz-button" + (className ? " " + className : ""), text);
    made.type = "button";
    if (action) made.setAttribute("data-action", action);
    return made;
  }

  /** @returns {function} finds the part of a component that has a name: `data-part` */
  function parts(root) {
    return (name) => root.querySelector('[data-part="' + name + '"]');
  }

  /** @returns {function} finds the control of a component that does something: `data-action` */
  function actions(root) {
    return (name) => root.querySelector('[data-action="' + name + '"]');
  }

  /** @returns {?Element} what was pressed, or what holds it, where a selector names it; a document has no `closest` */
  function pressed(event, selector) {
    return event.target.closest ? event.target.closest(selector) : null;
  }

  /** @returns {*} what a JSON block says; null where there is none or it is damaged */
  function json(root, selector) {
    try {
      return JSON.parse(root.querySelector(selector).textContent);
    } catch (error) {
      return null;
    }
  }

  /** Say in the console what failed in our own code; what did not arrive (`missing`, common/load.js) the page itself says. */
  function report(error) {
    if (!(error && error.missing) && window.console) console.error(error);
  }

  site.dom = { all, make, button, parts, actions, pressed, json, report };
  site.quiz = {};
  site.hall = {};
  site.finding = {};
  site.LETTERS = "ABCDEFGHIJ"; // of options, right sides and steps, in their order
})();
