/*
 * A page of the preview follows its files: it loads anew when they have changed and are sound, and says what is wrong
 * with them otherwise. The site that is published holds none of this.
 */
"use strict";

(() => {
  const own = document.currentScript;
  const edition = Number(own && own.dataset.edition);
  const AGAIN = 1000; // ms, while nobody answers
  let known = "";
  /** @type {XMLHttpRequest | undefined} */
  let asking;
  /** @type {number | undefined} */
  let waiting;

  function ask() {
    const request = asking = new XMLHttpRequest();
    request.open("GET", "/-/news?after=" + known);
    request.onload = () => {
      asking = undefined;
      hear(JSON.parse(request.responseText));
    };
    request.onerror = () => {
      asking = undefined;
      waiting = window.setTimeout(ask, AGAIN);
    };
    request.send();
  }

  function hear(/** @type {{number: number, edition: number, faults: string}} */ news) {
    if (news.edition !== edition) {
      location.reload();
      return;
    }
    known = String(news.number);
    show(news.faults);
    ask();
  }

  function show(/** @type {string} */ faults) {
    const page = document.querySelector("[data-faults]");
    let panel = document.querySelector("[data-preview]");
    if (page) page.textContent = faults;
    if (page || !faults) {
      if (panel) panel.remove();
      return;
    }
    if (!panel) {
      const style = document.head.appendChild(document.createElement("link"));
      style.rel = "stylesheet";
      style.href = "/-/preview.css";
      panel = document.body.appendChild(document.createElement("div"));
      panel.className = "mz-preview";
      panel.setAttribute("data-preview", "");
      panel.setAttribute("role", "alert");
      panel.appendChild(document.createElement("pre")).tabIndex = 0;
    }
    const text = panel.querySelector("pre");
    if (text) text.textContent = faults;
  }

  function stop() {
    window.clearTimeout(waiting);
    if (asking) asking.abort();
    asking = undefined;
  }

  // a browser asks one server only so many things at once: pages in the background keep quiet
  document.addEventListener("visibilitychange", () => {
    stop();
    if (!document.hidden) ask();
  });
  window.addEventListener("pagehide", stop);
  if (!document.hidden) ask();
})();
