/*
 * A link made when a long text stood on one page names an article there: lead on to the part that holds it now.
 */
"use strict";

(() => {
  const site = window.mingze;

  site.component("parts", (root) => {
    function lead() {
      const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const part = named && root.contains(named) && named.parentElement.querySelector("a");
      if (part) location.replace(part.href + location.hash);
    }

    addEventListener("hashchange", lead);
    lead();
  });
})();
