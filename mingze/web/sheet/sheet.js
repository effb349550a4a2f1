/*
 * The answer file that `mingze score` reads (mingze/scoring/answers.py), made on this device.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  /** A response as the file has it; null where nothing was answered. */
  quiz.exported = function (type, response) {
    return response === null || response === undefined ? null : type.exported(response);
  };

  /**
   * @param root holds the parts of sheet/sheet.html
   */
  quiz.sheet = function (root, read) {
    const part = dom.parts(root);
    function text() {
      const all = read();
      return JSON.stringify({
        format: "mingze-answers/1", site: site.id, paper: all.paper, seed: all.seed, form: all.form,
        who: part("who").value.trim(), answers: all.answers
      });
    }

    root.addEventListener("click", (event) => {
      const button = dom.pressed(event, "[data-action]");
      const action = button && button.getAttribute("data-action");
      if (action === "save-sheet") site.begin(/** @type {Part} */ (button), save);
      else if (action === "show-sheet") {
        const area = part("sheet-text").querySelector("textarea");
        part("sheet-text").hidden = false;
        area.value = text();
        area.focus();
        area.select();
        part("sheet-said").textContent = "已选中，请复制。";
      }
    });

    function save() {
      const who = part("who").value.trim();
      site.save(part("sheet-said"), {
        name: "答卷-" + (read().paper || site.id) + (who ? "-" + who : "") + ".json", type: "application/json", text: text(),
        note: who ? "" : "没有写姓名，评分时只能按文件名区分。"
      });
    }

    part("sheet").hidden = false;
  };
})();
