/*
 * A bank that keeps its answers back: its questions are answered here and scored elsewhere, from the exported answers.
 * What was answered is kept under "sheets/<bank>/<question>" = [response or null, when].
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  site.component("sheet", (form, store) => {
    const bank = form.getAttribute("data-bank");
    const items = dom.all(form, "fieldset[data-question]").map((field) => {
      const item = { id: field.getAttribute("data-question"), type: quiz.typeOf(field), field };
      item.type.start(field);
      ["change", "input"].forEach((name) => { field.addEventListener(name, () => { answered(item); }); });
      return item;
    });
    let answers = kept();

    function nameOf(/** @type {SheetItem} */ item) {
      return "sheets/" + bank + "/" + item.id;
    }

    /** What is kept for this bank, without what is damaged. */
    function kept() {
      const sound = /** @type {By<Given>} */ ({});
      items.forEach((item) => {
        const one = store.recall(nameOf(item));
        if (Array.isArray(one) && one[0] !== null && item.type.isResponse(one[0])) sound[item.id] = one[0];
      });
      return sound;
    }

    /** Show what is kept, but where the reader is just now; all of it where the back-forward cache gave fields back empty. */
    function write(/** @type {boolean} */ returned) {
      items.forEach((item) => {
        if (!returned && item.field.contains(document.activeElement)) return;
        item.type.write(item.field, item.id in answers ? answers[item.id] : null);
      });
      count();
    }

    function answered(/** @type {SheetItem} */ item) {
      const response = item.type.read(item.field);
      if (!item.type.isAnswer(response)) delete answers[item.id];
      else answers[item.id] = response;
      form.querySelector('[data-part="unkept"]').hidden = store.remember(nameOf(item), item.id in answers ? [response, Date.now()] : undefined);
      count();
    }

    function count() {
      const done = items.filter((item) => item.id in answers).length;
      form.querySelector('[data-part="count"]').textContent = "已答 " + done + " / " + items.length + " 题。";
    }

    form.addEventListener("submit", (event) => { event.preventDefault(); });
    store.watch("sheets/" + bank + "/", (whence) => {
      if (whence === "here") return;
      answers = kept();
      write(whence === "returned");
    });
    quiz.sheet(form, () => {
      const exported = /** @type {By<unknown>} */ ({});
      items.forEach((item) => { exported[item.id] = quiz.exported(item.type, answers[item.id]); });
      return { paper: null, seed: "", form: "", answers: exported };
    });
    form.querySelector('[data-part="unkept"]').hidden = store.lasts();
    write(false);
  });
})();
