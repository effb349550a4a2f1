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
    var place = {
      path: path + (duty ? "#" + duty.id : ""),
      title: duty ? title + "：" + duty.getAttribute("data-title") : title,
      when: Date.now()
    };
    if (!store.remember("last", place)) return;
    try { // what this page writes as it goes, the next one of this window may see late (resume.js)
      sessionStorage.setItem(window.mingze.key + "last", JSON.stringify(place));
    } catch (error) { /* then it is seen when it is seen */ }
  }

  // where a link led to, until the reader is seen elsewhere
  note(duties.filter(function (duty) { return "#" + duty.id === location.hash; })[0]);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") leave();
  });
});
