/*
 * Who is expected, over the screen: a file of names goes to the server; by unit how many came and who did not.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;

  /** Sign somebody in who has no phone. */
  function absent(/** @type {LiveHost} */ live, /** @type {string[]} */ line, /** @type {() => unknown} */ again) {
    const item = dom.make("li", "", line[1] + " ");
    hall.button(item, "代签", "sign", "mz-button--quiet", () => live.ask("POST", "sign", { no: line[0] }).then(again));
    return item;
  }

  /** 应到, 实到, 未到 by unit. */
  function attendance(/** @type {Part} */ root, /** @type {LiveHost} */ live) {
    return live.ask("GET", "attendance").then((answer) => {
      const units = Array.isArray(answer.said) ? answer.said : [];
      const expected = units.reduce((sum, one) => sum + one.expected, 0);
      const missing = units.reduce((sum, one) => sum + one.missing.length, 0);
      root.textContent = "";
      if (!expected) return;
      root.appendChild(dom.make("p", "mz-hall__key", "应到 " + expected + "　实到 " + (expected - missing) + "　未到 " + missing));
      units.forEach((/** @type {{unit: string, expected: number, missing: string[][]}} */ one) => {
        const words = (one.unit || "没有写单位") + "：应到 " + one.expected + "，实到 " + (one.expected - one.missing.length) + "，未到 " + one.missing.length;
        const details = root.appendChild(dom.make("details", "", dom.make("summary", "", words)));
        details.appendChild(dom.make("ol", "mz-hall__people", one.missing.map((line) => absent(live, line, () => attendance(root, live)))));
      });
    });
  }

  function send(/** @type {LiveHost} */ live, /** @type {File} */ file) {
    return fetch("/api/" + live.link.code + "/expected", {
      method: "POST", headers: { "X-Mingze-Host": live.link.token, "X-File-Name": encodeURIComponent(file.name), "Content-Type": "application/octet-stream" }, body: file
    }).then((answer) => answer.json());
  }

  /** Fill a part of what lies over the screen. */
  hall.liveRoster = function (root, live) {
    const said = dom.make("p", "mz-hall__said");
    const shown = dom.make("div");
    const input = dom.make("input");
    root.textContent = "";
    input.type = "file";
    input.accept = ".csv,.xlsx,.txt";
    said.setAttribute("role", "status");
    root.appendChild(dom.make("label", "mz-hall__open", ["签到名单（Excel 或 CSV，第一行写 姓名、单位，可以再写 编号）", input]));
    root.appendChild(said);
    root.appendChild(shown);
    input.addEventListener("change", () => {
      if (!input.files[0]) return;
      said.textContent = "正在读名单……";
      send(live, input.files[0]).then((answer) => {
        said.textContent = answer.error || "名单上有 " + answer.expected + " 人。手机上先选单位，再选名字。";
        return attendance(shown, live);
      }).catch(() => { said.textContent = "没有连上服务器，请再选一次。"; });
      input.value = "";
    });
    return attendance(shown, live);
  };
})();
