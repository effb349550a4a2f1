/* 我的: what this device remembers, and the way to forget it. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  /* What is said of it: the beginnings of the names it is kept under */
  /** @type {By<string[]>} */
  const KEPT = {
    "看过的岗位": ["role"], "看过的单位": ["unit/"], "上次看到的位置": ["last"], "标记已学的职责": ["learned/"], "显示模式": ["mode"], "字号": ["size"],
    "简约模式": ["simple"], "注音": ["ruby"], "朗读的快慢": ["rate"], "最近搜过的词": ["searches/"],
    "自测的作答记录和收藏": ["quiz/", "answers/", "star/"], "考试的作答和得分": ["exam/", "done/"], "没交的答卷": ["sheets/"],
    "现场答题的场次": ["hall/"]
  };
  /* A path of this site; what else may stand in the store is not made a link */
  const PATH = /^[a-z0-9-]+(\/[a-z0-9-]+)*\/index\.html(#[a-z0-9-]+)?$/;

  /** What is remembered, in words. */
  function showing(/** @type {Device} */ it) {
    Object.assign(it, {
      /** @returns {{path: string} | null} a remembered place, or null where there is none or it is damaged */
      place(name, titleKey) {
        const value = it.store.recall(name);
        return value && typeof value[titleKey] === "string" && PATH.test(value.path) ? value : null;
      },

      fill(link, found, title) {
        link.href = it.base + found.path;
        link.querySelector("b").textContent = title;
      },

      /** @returns {string} 2026年11月21日, or "" for what is no date */
      day(when) {
        const date = new Date(when);
        if (typeof when !== "number" || isNaN(date.getTime())) return "";
        return date.getFullYear() + "年" + (date.getMonth() + 1) + "月" + date.getDate() + "日";
      },

      show() {
        const role = it.place("role", "name");
        const last = it.place("last", "title");
        it.part("role").hidden = !role;
        it.part("no-role").hidden = !!role;
        it.part("last").hidden = !last;
        if (role) it.fill(it.part("role").querySelector("a"), role, role.name);
        if (last) {
          const link = it.part("last").querySelector("a");
          it.fill(link, last, last.title);
          link.querySelector("span").textContent = it.day(last.when) ? "上次看到这里，" + it.day(last.when) : "上次看到这里";
        }
        const kept = Object.keys(KEPT).filter((words) => KEPT[words].some((beginning) => it.store.names(beginning).length > 0));
        it.part("kept").textContent = kept.length
          ? "现在记着：" + kept.join("、") + "。"
          : "现在什么也没有记。";
      },

      ask(asking) {
        it.part("ask").hidden = asking;
        it.part("confirm").hidden = !asking;
      }
    });
  }

  site.component("my-device", (element, store) => {
    const it = /** @type {Device} */ ({ element, store });
    showing(it);
    it.part = dom.parts(it.element);
    it.base = it.element.getAttribute("data-base");

    it.actions = {
      "forget-role"() {
        it.store.remember("role", undefined);
        it.show();
        it.part("no-role").querySelector("a").focus();
      },
      ask() {
        it.ask(true);
        it.element.querySelector('[data-action="keep"]').focus();
      },
      keep() {
        it.ask(false);
        it.element.querySelector('[data-action="ask"]').focus();
      },
      erase() {
        it.store.forgetAll();
          it.ask(false);
        it.show();
        it.part("kept").textContent = "已清除。现在什么也没有记。";
        it.part("kept").focus();
      }
    };
    it.element.addEventListener("click", (event) => {
      const button = dom.pressed(event, "[data-action]");
      const action = button && it.actions[button.getAttribute("data-action")];
      if (action) action(); // a component inside has buttons of its own
    });
    it.store.watch("", it.show);
    it.part("unkept").hidden = it.store.lasts();
    it.show();
    it.part("without").hidden = true;
    it.part("live").hidden = false;
  });
})();
