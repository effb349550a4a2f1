/*
 * Questions of a group: below their dossier, and each with a way to look at it again where it stands.
 */
"use strict";

(() => {
  const { dom, quiz } = window.mingze;

  function lookButton() {
    const button = dom.button("看材料", "dossier", "mz-button--quiet");
    button.setAttribute("aria-expanded", "false");
    return button;
  }

  /**
   * @param groups dossiers as our renderer wrote them
   * @returns puts one question after another, those of a group that follow each other below one dossier
   */
  quiz.placing = function (parent, groups, base) {
    /** @type {Later} */
    let last = null;
    /** @type {Later} */
    let box = null;
    return function (field, group) {
      const html = group && groups[group];
      if (html && group === last) {
        const line = dom.make("p", "mz-question__dossier mz-screen");
        line.appendChild(lookButton());
        field.insertBefore(line, field.querySelector("legend").nextSibling);
      } else if (html) {
        box = parent.appendChild(dom.make("section", "mz-group"));
        box.appendChild(quiz.element(html, base));
      }
      last = html ? group : null;
      (html ? box : parent).appendChild(field);
    };
  };

  /** Show the dossier once more at a question, or put it away. */
  function look(/** @type {Part} */ button, /** @type {boolean} */ on) {
    const field = button.closest("fieldset");
    let shown = field.querySelector(".mz-dossier");
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
    const field = document.getElementById(location.hash.slice(1));
    const target = field && field.matches("fieldset") && field.querySelector("[data-action=dossier]");
    if (target && target.getAttribute("aria-expanded") === "false") look(target, true);
  }

  dom.all(document, "a[data-look]").forEach((link) => { link.parentNode.replaceChild(lookButton(), link); });
  document.addEventListener("click", (event) => {
    const button = dom.pressed(event, "[data-action=dossier]");
    if (button) look(button, button.getAttribute("aria-expanded") !== "true");
  });
  window.addEventListener("hashchange", arrive);
  arrive();
})();
