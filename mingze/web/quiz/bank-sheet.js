/*
 * A bank that keeps its answers back: its questions are answered here and scored elsewhere, from the exported answers.
 * What was answered is kept under "sheets", by bank.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;

  window.mingze.component("sheet", function (form, store) {
    var bank = form.getAttribute("data-bank");
    var items = quiz.all(form, "fieldset[data-question]").map(function (field) {
      var item = { id: field.getAttribute("data-question"), type: field.getAttribute("data-type"), field: field };
      if (quiz.controls[item.type].start) quiz.controls[item.type].start(field);
      ["change", "input"].forEach(function (name) { field.addEventListener(name, function () { answered(item); }); });
      return item;
    });
    var answers = kept();

    function isObject(value) {
      return Boolean(value) && typeof value === "object" && !Array.isArray(value);
    }

    function sheets() {
      var all = store.recall("sheets");
      return isObject(all) ? all : {};
    }

    /** What is kept for this bank, without what is damaged. */
    function kept() {
      var sheet = isObject(sheets()[bank]) ? sheets()[bank] : {};
      var sound = {};
      items.forEach(function (item) {
        if (quiz.isResponse(item.type, sheet[item.id])) sound[item.id] = sheet[item.id];
      });
      return sound;
    }

    /** Show what is kept, but where the reader is just now. */
    function write() {
      items.forEach(function (item) {
        if (item.field.contains(document.activeElement)) return;
        quiz.controls[item.type].write(item.field, item.id in answers ? answers[item.id] : null);
      });
      count();
    }

    function answered(item) {
      var response = quiz.controls[item.type].read(item.field);
      answers = kept(); // another window may have changed the rest
      if (response === null || (item.type === "short" && !response.text.trim())) delete answers[item.id];
      else answers[item.id] = response;
      var all = sheets();
      all[bank] = answers;
      form.querySelector('[data-part="unkept"]').hidden = store.remember("sheets", all);
      count();
    }

    function count() {
      var done = items.filter(function (item) { return item.id in answers; }).length;
      form.querySelector('[data-part="count"]').textContent = "已答 " + done + " / " + items.length + " 题。";
    }

    form.addEventListener("submit", function (event) { event.preventDefault(); });
    window.addEventListener("storage", function () {
      answers = kept();
      write();
    });
    quiz.sheet(form, function () {
      var exported = {};
      items.forEach(function (item) { exported[item.id] = quiz.exported(item.type, answers[item.id]); });
      return { paper: null, seed: "", form: "", answers: exported };
    });
    form.querySelector('[data-part="unkept"]').hidden = store.lasts();
    write();
  });
})();
