/*
 * Questions of a group: below their dossier, and each with a way to look at it again where it stands.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;

  function lookButton() {
    var button = quiz.button("看材料", "dossier", "mz-button--quiet");
    button.setAttribute("aria-expanded", "false");
    return button;
  }

  /**
   * @param {Element} parent
   * @param {Object<string, string>} groups dossiers as our renderer wrote them
   * @returns {function(Element, ?string)} puts one question after another, those of a group that follow each other below one dossier
   */
  quiz.placing = function (parent, groups, base) {
    var last = null;
    var box = null;
    return function (field, group) {
      var html = group && groups[group];
      if (html && group === last) {
        var line = quiz.make("p", "mz-question__dossier mz-screen");
        line.appendChild(lookButton());
        field.insertBefore(line, field.querySelector("legend").nextSibling);
      } else if (html) {
        box = parent.appendChild(quiz.make("section", "mz-group"));
        box.appendChild(quiz.element(html, base));
      }
      last = html ? group : null;
      (html ? box : parent).appendChild(field);
    };
  };

  /** Show the dossier once more at a question, or put it away. */
  function look(button, on) {
    var field = button.closest("fieldset");
    var shown = field.querySelector(".mz-dossier");
    if (shown) shown.remove();
    if (on) {
      shown = button.closest(".mz-group").querySelector(".mz-dossier").cloneNode(true);
      shown.classList.add("mz-screen");
      button.parentNode.insertAdjacentElement("afterend", shown);
    }
    button.textContent = on ? "收起材料" : "看材料";
    button.setAttribute("aria-expanded", String(on));
  }

  /** Whoever comes to a question by its address sees what it is about. */
  function arrive() {
    var field = document.getElementById(location.hash.slice(1));
    var target = field && field.matches("fieldset") && field.querySelector("[data-action=dossier]");
    if (target && target.getAttribute("aria-expanded") === "false") look(target, true);
  }

  quiz.all(document, "a[data-look]").forEach(function (link) { link.parentNode.replaceChild(lookButton(), link); });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-action=dossier]");
    if (button) look(button, button.getAttribute("aria-expanded") !== "true");
  });
  window.addEventListener("hashchange", arrive);
  arrive();
})();
