/* Home: the role chosen last and the page read last, kept on this device. Without a script the plain links stay. */
"use strict";

window.mingze.component("resume", function (element, store) {
  var base = element.getAttribute("data-base");
  var shown = [fill("role", "name"), fill("last", "title")];
  element.hidden = shown.indexOf(true) < 0;

  /** Show one remembered place; hides its card where there is none or it is not a path of this site. */
  function fill(name, titleKey) {
    var card = element.querySelector('[data-resume="' + name + '"]');
    var place = store.recall(name);
    var known = place && /^[a-z0-9-]+(\/[a-z0-9-]+)*\/index\.html(#[a-z0-9-]+)?$/.test(place.path) && place[titleKey];
    card.parentNode.hidden = !known;
    if (!known) return false;
    card.href = base + place.path;
    card.querySelector("b").textContent = String(place[titleKey]);
    return true;
  }
});
