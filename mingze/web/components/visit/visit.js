/* Remember, on this device only, which role's page was opened and where the reader was last. */
"use strict";

window.mingze.component("visit", function (element, store) {
  var path = element.getAttribute("data-path");
  var title = element.getAttribute("data-title");
  if (element.hasAttribute("data-role")) {
    store.remember("role", { id: element.getAttribute("data-role"), name: title, path: path });
  }
  var duties = Array.prototype.slice.call(document.querySelectorAll(".mz-duty[id]"));

  /** The duty at the top of the screen, if the reader has come that far. */
  function current() {
    return duties.filter(function (duty) { return duty.getBoundingClientRect().top < innerHeight / 3; }).pop();
  }

  /** Measuring makes the browser lay the page out at once: so only when the reader leaves, never while it loads. */
  function leave() {
    note(current());
  }

  function note(duty) {
    var heading = duty && duty.querySelector("h2, h3");
    var name = heading ? heading.lastChild.textContent.trim() : "";
    store.remember("last", { path: path + (duty ? "#" + duty.id : ""), title: name ? title + "：" + name : title, when: Date.now() });
  }

  note();
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") leave();
  });
});
