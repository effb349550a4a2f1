/*
 * The way to carry the records to another device: a file or a text out, and in again.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;
  const FORMATS = ["mingze-records/1", "mingze-records/2"]; // the first had `records` in place of `quiz`, and no exams
  const MOST_BYTES = 5000000;

  /** What comes from another device. */
  function taking(/** @type {Carrying} */ it) {
    Object.assign(it, {
      /** Take what another device marked as learned, beside what this one did. Returns how many are new here. */
      takeLearned(foreign) {
        const marked = site.learned();
        const others = site.learned(foreign).filter((id, n, all) => marked.indexOf(id) < 0 && all.indexOf(id) === n);
        const now = Date.now();
        others.forEach((id, n) => { it.store.remember("learned/" + id, now + n); });
        return others.length;
      },

      /** Take the papers sat on another device that are not known here. Returns how many. */
      takeExams(foreign) {
        const known = quiz.examsDone(it.store).map(it.sign);
        const others = (Array.isArray(foreign) ? foreign : []).filter(quiz.isExam).filter((exam) => known.indexOf(it.sign(exam)) < 0);
        others.forEach((exam) => { it.store.remember("done/" + exam.number + "/" + exam.when, exam); });
        return others.length;
      },

      sign(exam) {
        return [exam.number, exam.when].join();
      },

      /** Take records from another device: of each question the one answered later; stars, marks and papers from either. */
      take(text) {
        let data;
        try {
          data = JSON.parse(text);
        } catch (error) {
          return it.say("这段内容读不出来：要的是从“存成文件”或“显示成文字”得到的全部内容，一个字也不少。");
        }
        if (!data || FORMATS.indexOf(data.format) < 0) return it.say("这不是学习记录。");
        if (data.site !== site.id) return it.say("这是另一个学习站的记录，没有导入。");
        const taken = quiz.records(it.store).merge(data.quiz || data.records);
        const marks = it.takeLearned(data.learned);
        const exams = it.takeExams(data.exams);
        it.say(taken.kept ? "导入了 " + taken.count + " 道题的记录" + (marks ? "，" + marks + " 项已学" : "") + (exams ? "，" + exams + " 次考试" : "") + "。"
          : "导入了，但这个浏览器不能保存，离开这一页就不再记得。");
      }
    });
  }

  /** What goes to another device. */
  function giving(/** @type {Carrying} */ it) {
    Object.assign(it, {
      say(text) {
        it.part("said").textContent = text;
      },

      save(text) {
        site.save(it.part("said"), { name: "学习记录-" + site.id + ".json", type: "application/json", text });
      },

      showText(text) {
        it.part("text").value = text;
        it.part("text").focus();
        it.part("text").select();
        it.say("已选中，请复制。");
      }
    });
  }

  /**
   * @param element holds the parts of progress/quiz-progress.html
   */
  quiz.carry = function (element, store) {
    const it = /** @type {Carrying} */ ({ element, store });
    taking(it);
    giving(it);
    it.part = dom.parts(it.element);

    it.element.addEventListener("click", (event) => {
      const button = dom.pressed(event, "[data-action]");
      const action = button && button.getAttribute("data-action");
      if (action === "save") it.save(JSON.stringify(quiz.carried(it.store)));
      else if (action === "copy") it.showText(JSON.stringify(quiz.carried(it.store)));
      else if (action === "take") it.take(it.part("text").value);
    });
    it.part("file").addEventListener("change", () => {
      const file = it.part("file").files[0];
      if (!file) return;
      if (file.size > MOST_BYTES) return it.say("文件太大，不是学习记录。");
      const reader = new FileReader();
      reader.onload = function () { it.take(String(reader.result)); };
      reader.onerror = function () { it.say("这个文件读不出来，请再选一次。"); };
      reader.readAsText(file);
      it.part("file").value = "";
    });
  };
})();
