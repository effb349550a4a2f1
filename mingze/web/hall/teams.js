/*
 * Teams: which had a question right, and their points. A team is known by its sign and its name; the colour only repeats it.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;
  const SIGNS = "甲乙丙丁戊己";
  const COLOURS = ["红", "蓝", "绿", "黄", "紫", "青"];

  /** @returns {string} what a team is called before anybody names it */
  hall.teamName = function (n) {
    return COLOURS[n] + "队";
  };

  function sign(/** @type {number} */ n) {
    return dom.make("b", "mz-hall__sign mz-hall__sign--" + (n + 1), SIGNS[n]);
  }

  /**
   * Buttons that say which teams had this question right.
   * @param act takes a team's action without its question
   */
  hall.teamButtons = function (now, act) {
    const root = dom.make("div", "mz-hall__teams");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "哪些组答对");
    root.appendChild(dom.make("span", "", "答对的组（按数字）："));
    const buttons = now.run.teams.map((name, n) => {
      const button = root.appendChild(dom.make("button", "mz-hall__team"));
      button.type = "button";
      button.appendChild(sign(n));
      button.appendChild(dom.make("span", "", n + 1 + " " + name));
      button.appendChild(dom.make("span", "mz-hall__tick"));
      button.addEventListener("click", () => {
        act({ do: "team", team: n, on: button.getAttribute("aria-pressed") !== "true" });
      });
      return button;
    });
    function update(/** @type {Now} */ now) {
      buttons.forEach((button, n) => {
        button.setAttribute("aria-pressed", String(Boolean(now.item.teams[n])));
        button.querySelector(".mz-hall__tick").textContent = now.item.teams[n] ? "✓ 得 1 分" : "";
      });
    }
    update(now);
    return { root, update };
  };

  /** @returns the teams with their points, the most first */
  hall.scoreboard = function (run, state) {
    const list = dom.make("ol", "mz-hall__scores");
    const scores = hall.scores(run, state);
    run.teams
      .map((name, n) => ({ name, n, points: scores[n] }))
      .sort((one, other) => other.points - one.points || one.n - other.n)
      .forEach((team) => {
        const item = list.appendChild(dom.make("li"));
        item.appendChild(sign(team.n));
        item.appendChild(dom.make("span", "", team.name));
        item.appendChild(dom.make("strong", "", team.points + " 分"));
      });
    return list;
  };
})();
