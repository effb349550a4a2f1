/* Keeps the site for times without a network: where a page may (https, this machine), and after all else is loaded. */
"use strict";

window.mingze.component("offline", function () {
  if (location.protocol === "file:" || !window.isSecureContext || !navigator.serviceWorker) return;
  function begin() {
    window.mingze.load("offline.js").catch(function () {}); // the site works without
  }
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
});
