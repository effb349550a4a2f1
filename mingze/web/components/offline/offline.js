/* Keeps the site for times without a network, after all else is loaded: over https only, elsewhere there is no worker. */
"use strict";

(() => {
  window.mingze.component("offline", () => {
    if (location.protocol === "file:" || !navigator.serviceWorker) return;
    function begin() {
      window.mingze.load("offline.js").catch(() => {}); // the site works without
    }
    if (document.readyState === "complete") begin();
    else window.addEventListener("load", begin);
  });
})();
