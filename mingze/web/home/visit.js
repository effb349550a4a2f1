/* Remember, on this device only, which role's page was opened and where the reader was last. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  site.component("visit", (element, store) => {
    const path = element.getAttribute("data-path");
    const title = element.getAttribute("data-title");
    if (element.hasAttribute("data-role")) {
      store.remember("role", { id: element.getAttribute("data-role"), name: title, path });
    }
    const duties = dom.all(document, ".mz-duty[id]");

    /** The duty at the top of the screen, if the reader has come that far. */
    function current() {
      return duties.filter((duty) => duty.getBoundingClientRect().top < innerHeight / 3).pop();
    }

    /** Measuring makes the browser lay the page out at once: so only when the reader leaves, never while it loads. */
    function leave() {
      note(current());
    }

    function note(/** @type {Part | undefined} */ duty) {
      store.remember("last", {
        path: path + (duty ? "#" + duty.id : ""),
        title: duty ? title + "：" + duty.getAttribute("data-title") : title,
        when: Date.now()
      });
    }

    // where a link led to, until the reader is seen elsewhere
    note(duties.filter((duty) => "#" + duty.id === location.hash)[0]);
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") leave();
    });
  });
})();
