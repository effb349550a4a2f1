/*
 * The core: starts components, each on its own root element, and keeps what this device remembers.
 * One component's failure does not stop the others. ES2018, no modules: it must run from file://.
 */
"use strict";

var site = window.mingze; // early.js stands in the head
var KEY = site.key;
var memory = null; // what is kept where the browser stores nothing

/** @returns {Object<string, *>} everything remembered */
function readAll() {
  return memory ? Object.assign({}, memory) : window.mingze.kept();
}

/**
 * Remember one value (undefined forgets it). What other tabs wrote meanwhile is kept.
 * @returns {boolean} false where it lasts only as long as this page
 */
function remember(name, value) {
  var all = readAll();
  if (value === undefined) delete all[name];
  else all[name] = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
    memory = null;
    return true;
  } catch (error) {
    memory = all;
    return false;
  }
}

/** Forget everything. */
function forgetAll() {
  memory = null;
  try {
    localStorage.removeItem(KEY);
  } catch (error) {
    memory = {};
  }
}

/** @returns {boolean} whether the browser keeps anything; tried under a name of its own, so that asking leaves no record */
function lasts() {
  try {
    localStorage.setItem("mingze:probe", "1");
    localStorage.removeItem("mingze:probe");
    return true;
  } catch (error) {
    return false;
  }
}

var components = {};
var store = { recall: function (name) { return readAll()[name]; }, remember: remember, forgetAll: forgetAll, lasts: lasts };

var started = false;

/** Register a component: `start` is called with each element that has `data-module=name`, now or when the page is whole. */
function component(name, start) {
  components[name] = start;
  if (started) startAll(name);
}

/** Start every component on the page, or those of one name. */
function startAll(name) {
  started = true;
  document.querySelectorAll(name ? '[data-module="' + name + '"]' : "[data-module]").forEach(function (element) {
    var start = components[element.getAttribute("data-module")];
    if (!start) return;
    try {
      start(element, store);
    } catch (error) {
      if (window.console) console.error(error);
    }
  });
}

/** Show the page as what is remembered now asks. */
function redress() {
  site.dress(readAll());
}

var loads = {};

/**
 * Load a script that pages need only when it is asked for, once; a failure may be tried again.
 * @param {string} name a file beside this one
 * @returns {Promise<void>}
 */
function load(name) {
  loads[name] = loads[name] || new Promise(function (done, fail) {
    var element = document.createElement("script");
    element.src = site.assets + name;
    element.onload = function () { done(); };
    element.onerror = function () {
      element.remove();
      delete loads[name];
      fail(new Error("not loaded: " + name));
    };
    document.head.appendChild(element);
  });
  return loads[name];
}

/** Open a dialog. Where browsers know none (iOS before 15.4, Firefox before 98) its attribute and the styles do it. */
function openDialog(dialog) {
  if (dialog.showModal) dialog.showModal();
  else {
    dialog.setAttribute("open", "");
    dialog.setAttribute("role", "dialog");
  }
}

/** Close a dialog; it tells so itself (`close`). */
function closeDialog(dialog) {
  if (dialog.close) dialog.close();
  else {
    dialog.removeAttribute("open");
    dialog.dispatchEvent(new Event("close"));
  }
}

site.assets = document.currentScript.src.replace(/[^/]*$/, "");
site.component = component;
site.store = store;
site.redress = redress;
site.load = load;
site.openDialog = openDialog;
site.closeDialog = closeDialog;

// a page taken from the back-forward cache was drawn before the choice changed
window.addEventListener("pageshow", function (event) {
  if (event.persisted) redress();
});

// WebKit empties fields that want no completion when their page comes back from the back-forward cache: while it is there
// they say nothing of that
var plain = [];
window.addEventListener("pagehide", function (event) {
  plain = event.persisted ? Array.prototype.slice.call(document.querySelectorAll('[autocomplete="off"]')) : [];
  plain.forEach(function (field) { field.setAttribute("autocomplete", "on"); });
});
window.addEventListener("pageshow", function () {
  plain.forEach(function (field) { field.setAttribute("autocomplete", "off"); });
  plain = [];
});

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", function () { startAll(); });
else setTimeout(startAll, 0);
