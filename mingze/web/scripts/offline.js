/*
 * Registers the service worker and tells the reader when it holds a newer edition. The page never reloads by itself.
 * Loaded after the page, where a service worker is allowed.
 */
"use strict";

(function () {
  var CHECK_MS = 10 * 60 * 1000;
  var container = navigator.serviceWorker;
  var base = window.mingze.assets.replace(/assets\/$/, "");
  var root = document.documentElement;
  var asked = Date.now();

  /** On the page the worker leads to where it has no copy: say so, with the way back to the page that was wanted. */
  function away() {
    var said = document.querySelector('[data-part="away"]');
    var wanted = new URLSearchParams(location.search).get("page");
    if (!said || !/^([a-z0-9-]+\/)*index\.html$/.test(wanted || "")) return;
    said.querySelector("a").href = base + wanted;
    said.hidden = false;
  }

  /** @returns {boolean} whether somebody is sitting an examination on this page */
  function busy() {
    return !!document.querySelector('[data-module="exam"] [data-part="run"]:not([hidden])');
  }

  /** @returns {boolean} whether the text on show is older than what the server has now */
  function outdated() {
    return /^(kept|slow)$/.test(root.getAttribute("data-served") || "");
  }

  /** A newer edition waits. A page that is new itself lets it in; else the reader says when. */
  function ready(worker, fresh) {
    if (busy()) return; // the next page will see to it
    if (fresh) worker.postMessage({ activate: true });
    else notice(worker);
  }

  function button(text, action) {
    var element = document.createElement("button");
    element.type = "button";
    element.className = "mz-button mz-button--quiet";
    element.textContent = text;
    element.addEventListener("click", action);
    return element;
  }

  function notice(worker) {
    if (document.querySelector(".mz-update")) return;
    var box = document.createElement("div");
    var said = document.createElement("p");
    box.className = "mz-update mz-screen";
    said.setAttribute("role", "status");
    box.append(said);
    document.body.append(box);
    setTimeout(function () {
      said.textContent = "内容已更新"; // a region that is there first is read out when it is filled
      box.append(
        button("刷新", function () {
          if (worker.state === "activated") location.reload(); // let in by another tab
          container.addEventListener("controllerchange", function () { location.reload(); });
          worker.postMessage({ activate: true });
        }),
        button("以后", function () { box.remove(); })
      );
    }, 50);
  }

  /** Ask the server for a newer edition: on coming back to the page, or to the network. */
  function check(registration) {
    if (document.hidden || Date.now() - asked < CHECK_MS) return;
    asked = Date.now();
    registration.update().catch(function () {});
  }

  away();
  container.register(base + "sw.js", { updateViaCache: "none" }).then(function (registration) {
    if (registration.waiting) ready(registration.waiting, !outdated());
    registration.addEventListener("updatefound", function () {
      var worker = registration.installing;
      if (!container.controller) return; // the first edition on this device
      worker.addEventListener("statechange", function () {
        if (worker.state === "installed") ready(worker, root.getAttribute("data-served") === "newer");
      });
    });
    document.addEventListener("visibilitychange", function () { check(registration); });
    window.addEventListener("online", function () {
      asked = 0;
      check(registration);
    });
    return container.ready;
  }).then(function (registration) {
    registration.active.postMessage({ keep: location.href });
  }).catch(function () {}); // no sw.js, or a browser that forbids it: the site works without
})();
