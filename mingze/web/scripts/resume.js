/*
 * Home: the role chosen last, the page read last and how many questions are to be reviewed today, kept on this device.
 * It stands in the page behind its element, so that nothing moves once the page is drawn.
 */
"use strict";

(function () {
  var element = document.querySelector(".mz-resume");
  var kept = {};
  var base = element.getAttribute("data-base");
  var pick = document.querySelector("[data-pick]");

  function show() {
    kept = window.mingze.kept();
    var focused = element.contains(document.activeElement);
    var shown = [review(), fold(fill("role", "name")), fill("last", "title")];
    element.hidden = shown.indexOf(true) < 0;
    // what was tapped to leave may be gone on coming back
    if (focused && !document.activeElement.getClientRects().length) document.getElementById("pick_").focus();
  }

  /** Fold the list of roles once one is chosen; what the reader opens stays open. */
  function fold(chosen) {
    if (pick.classList.contains("is-chosen") !== chosen) pick.open = !chosen;
    pick.classList.toggle("is-chosen", chosen);
    return chosen;
  }

  function card(name) {
    return element.querySelector('[data-resume="' + name + '"]');
  }

  /** Show one remembered place; hides its card where there is none or it is not a path of this site. */
  function fill(name, titleKey) {
    var place = kept[name];
    var known = place && /^[a-z0-9-]+(\/[a-z0-9-]+)*\/index\.html(#[a-z0-9-]+)?$/.test(place.path) && place[titleKey];
    card(name).parentNode.hidden = !known;
    if (!known) return false;
    card(name).href = base + place.path;
    card(name).querySelector("b").textContent = String(place[titleKey]);
    return true;
  }

  /** Show how many questions come up before midnight; what is damaged counts as none, as in the quizzes. */
  function review() {
    var midnight = new Date().setHours(24, 0, 0, 0);
    var records = kept.quiz && typeof kept.quiz === "object" && !Array.isArray(kept.quiz) ? kept.quiz : {};
    var count = Object.keys(records).filter(function (id) {
      var due = records[id] && records[id].c && records[id].c.due;
      return /^[a-z0-9-]{1,64}$/.test(id) && typeof due === "number" && due < midnight;
    }).length;
    card("review").parentNode.hidden = !count;
    card("review").querySelector("b").textContent = "今日复习 " + count + " 题";
    return count > 0;
  }

  window.addEventListener("storage", show);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) show();
  });
  show();
})();
