/*
 * What every script makes and finds on a page. Texts become text nodes, never markup.
 */
"use strict";

(() => {
  const site = (window.mingze = window.mingze || {});

  /** @returns {any[]} what a selector finds, as an array */
  function all(/** @type {Part} */ root, /** @type {string} */ selector) {
    return Array.from(root.querySelectorAll(selector));
  }

  /**
   * @param {string} tag what kind of element, which no compiler need know
   * @param {string=} className
   * @param {*=} content a text, an element, or a list of both
   * @returns {any}
   */
  function make(tag, className, content) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    [].concat(content === undefined ? [] : content).forEach((one) => { if (one !== "") node.append(one); });
    return node;
  }

  /**
   * @param {string} text
   * @param {string=} action its name, as tests and handlers know it
   * @param {string=} className
   */
  function button(text, action, className) {
    const made = make("button", "mz-button" + (className ? " " + className : ""), text);
    made.type = "button";
    if (action) made.setAttribute("data-action", action);
    return made;
  }

  /** @returns {(name: string) => any} finds the part of a component that has a name: `data-part` */
  function parts(/** @type {Part} */ root) {
    return (name) => root.querySelector('[data-part="' + name + '"]');
  }

  /** @returns {(name: string) => any} finds the control of a component that does something: `data-action` */
  function actions(/** @type {Part} */ root) {
    return (name) => root.querySelector('[data-action="' + name + '"]');
  }

  /** @returns {any} what was pressed, or what holds it, where a selector names it, null elsewhere; a document has no `closest` */
  function pressed(/** @type {any} */ event, /** @type {string} */ selector) {
    return event.target.closest ? event.target.closest(selector) : null;
  }

  /** @returns {*} what a JSON block says; null where there is none or it is damaged */
  function json(/** @type {Part} */ root, /** @type {string} */ selector) {
    try {
      return JSON.parse(root.querySelector(selector).textContent);
    } catch (error) {
      return null;
    }
  }

  /** Say in the console what failed in our own code; what did not arrive (`missing`, common/load.js) the page itself says. */
  function report(/** @type {any} */ error) {
    if (!(error && error.missing) && window.console) console.error(error);
  }

  site.dom = { all, make, button, parts, actions, pressed, json, report };
  // each subject's scripts add what others call (tools/web/mingze.d.ts)
  site.quiz = /** @type {any} */ ({});
  site.hall = /** @type {any} */ ({});
  site.finding = /** @type {any} */ ({});
  site.LETTERS = "ABCDEFGHIJ"; // of options, right sides and steps, in their order
})();
