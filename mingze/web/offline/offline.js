/*
 * Registers the service worker and tells the reader when it holds a newer edition. The page never reloads by itself.
 * Loaded after the page, where a service worker is allowed.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  const CHECK_MS = 10 * 60 * 1000;
  const container = navigator.serviceWorker;
  const base = site.assets.replace(/assets\/$/, "");
  const root = document.documentElement;
  let asked = Date.now();

  /** On the page the worker leads to where it has no copy: say so, with the way back to the page that was wanted. */
  function away() {
    const said = document.querySelector('[data-part="away"]');
    const wanted = new URLSearchParams(location.search).get("page");
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
  function ready(/** @type {ServiceWorker} */ worker, /** @type {boolean} */ fresh) {
    if (busy()) return; // the next page will see to it
    if (fresh) worker.postMessage({ activate: true });
    else notice(worker);
  }

  function button(/** @type {string} */ text, /** @type {() => void} */ action) {
    const made = dom.button(text, "", "mz-button--quiet");
    made.addEventListener("click", action);
    return made;
  }

  function notice(/** @type {ServiceWorker} */ worker) {
    if (document.querySelector(".mz-update")) return;
    const said = dom.make("p");
    const box = dom.make("div", "mz-update mz-screen", said);
    said.setAttribute("role", "status");
    document.body.append(box);
    setTimeout(() => {
      said.textContent = "内容已更新"; // a region that is there first is read out when it is filled
      box.append(
        button("刷新", () => {
          if (worker.state === "activated") location.reload(); // let in by another tab
          container.addEventListener("controllerchange", () => { location.reload(); });
          worker.postMessage({ activate: true });
        }),
        button("以后", () => { box.remove(); })
      );
    }, 50);
  }

  /** Ask the server for a newer edition: on coming back to the page, or to the network. */
  function check(/** @type {ServiceWorkerRegistration} */ registration) {
    if (document.hidden || Date.now() - asked < CHECK_MS) return;
    asked = Date.now();
    registration.update().catch(() => {});
  }

  away();
  container.register(base + "sw.js", { updateViaCache: "none" }).then((registration) => {
    if (registration.waiting) ready(registration.waiting, !outdated());
    registration.addEventListener("updatefound", () => {
      /** @type {Later} */
      const worker = registration.installing;
      if (!container.controller) return; // the first edition on this device
      worker.addEventListener("statechange", () => {
        if (worker.state === "installed") ready(worker, root.getAttribute("data-served") === "newer");
      });
    });
    document.addEventListener("visibilitychange", () => { check(registration); });
    window.addEventListener("online", () => {
      asked = 0;
      check(registration);
    });
    return container.ready;
  }).then((registration) => {
    /** @type {ServiceWorker} */ (registration.active).postMessage({ keep: location.href });
  }).catch(() => {}); // no sw.js, or a browser that forbids it: the site works without
})();
