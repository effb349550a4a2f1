/* Keeps the site for times without a network, after all else is loaded: over https only, elsewhere there is no worker. */
"use strict";

(() => {
  const site = window.mingze;

  site.component("offline", () => {
    if (location.protocol === "file:" || !navigator.serviceWorker) return;
    function begin() {
      site.load("offline.js").catch(() => {}); // the site works without
    }
    if (document.readyState === "complete") begin();
    else window.addEventListener("load", begin);
  });
})();
