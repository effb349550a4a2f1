/*
 * The keys of a session, as they lie over the screen when they are asked for.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;

  /** The rows of the help: keys, and what they do. */
  const KEYS = [
    ["空格、PageDown、→、↓", "下一步：题 → 揭晓 → 讲解 → 下一题"], ["PageUp、←、↑", "上一步"], ["V", "举手记数，再按回到题目"],
    ["S", "讨论以后第二次举手"], ["R", "揭晓，再按是讲解"], ["T", "开始、暂停计时"], ["Z", "撤销上一步"],
    ["B 或 .", "黑屏；再按任意键回来"], ["F 或 F5", "全屏"], ["X", "白底、黑底互换"], ["P", "打开讲师视图（第二个窗口）"], ["M", "材料题：再看一遍材料，再按回到原处"], ["Q、K", "手机答题：扫码进场；收题，再按接着答"], ["Esc", "总览"],
    ["记数时：A B C D…", "那一项加一人（这时黑屏用 .，全屏用 F5）"], ["记数时：数字", "直接填人数；回车、↓ 到下一格，+ − 加减一"], ["揭晓时：1 2 3…", "那一组答对，得 1 分"]
  ];

  hall.help = function (root) {
    root.setAttribute("data-over", "help");
    root.appendChild(dom.make("h2", "", "按键"));
    const list = root.appendChild(dom.make("dl", "mz-hall__keys"));
    KEYS.forEach((pair) => {
      list.appendChild(dom.make("dt", "", pair[0]));
      list.appendChild(dom.make("dd", "", pair[1]));
    });
    root.appendChild(dom.make("p", "", "再按一次 ? 或 Esc 回到题目。"));
  };
})();
