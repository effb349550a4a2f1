/*
 * A bank that keeps its answers back: its questions are answered here and scored elsewhere, from the exported answers.
 * What was answered is kept under "sheets", by bank.
 */
"use strict";

(function () {
  var quiz = window.mingze.quiz;

  window.mingze.component("sheet", function (form, store) {
    var bank = form.getAttribute("data-bank");
    var answers = (sheets()[bank] && typeof sheets()[bank] === "object" && sheets()[bank]) || {};
    var items = quiz.all(form, "fieldset[data-question]").map(function (field) {
      var item = { id: field.getAttribute("data-question"), type: field.getAttribute("data-type"), field: field };
      var controls = quiz.controls[item.type];
      if (controls.start) controls.start(field);
      try {
        controls.write(field, item.id in answers ? answers[item.id] : null);
      } catch (error) { // kept by a damaged store
        controls.write(field, null);
        delete answers[item.id];
      }
      ["change", "input"].forEach(function (name) { field.addEventListener(name, function () { answered(item); }); });
      return item;
    });

    function sheets() {
      var kept = store.recall("sheets");
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    }

    function answered(item) {
      var response = quiz.controls[item.type].read(item.field);
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
    quiz.sheet(form, function () {
      var exported = {};
      items.forEach(function (item) { exported[item.id] = quiz.exported(item.type, answers[item.id]); });
      return { paper: null, seed: "", form: "", answers: exported };
    });
    count();
  });
})();
