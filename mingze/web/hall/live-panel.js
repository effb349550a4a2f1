/*
 * How phones get in, over the screen: the code of the address, the address and the hall's number to be read from the last row;
 * behind it the list of who is there, another device for the host, and the end.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, hall } = site;

  /** @returns {SVGElement | null} a code for cameras; null for what is too long for one */
  function code(/** @type {string} */ text, /** @type {string} */ name) {
    const rows = site.qr(text);
    if (!rows) return null;
    const svg = site.qr.draw(rows, name);
    svg.setAttribute("class", "mz-hall__code");
    return svg;
  }

  /** What a network's code says (the form that Android and iOS read). */
  function network(/** @type {{name: string, password: string}} */ wifi) {
    function plain(/** @type {string} */ text) { return text.replace(/([\\;,:"])/g, "\\$1"); }
    return "WIFI:T:" + (wifi.password ? "WPA" : "nopass") + ";S:" + plain(wifi.name) + ";P:" + plain(wifi.password) + ";;";
  }

  function figure(/** @type {Part} */ root, /** @type {string} */ words, /** @type {string} */ text) {
    const drawn = code(text, words);
    const made = root.appendChild(dom.make("figure", "mz-hall__way", dom.make("figcaption", "", words)));
    if (drawn) made.appendChild(drawn);
  }

  /** Name and password of the hall's Wi-Fi, for a code of its own. */
  function wifiForm(/** @type {Part} */ root, /** @type {LiveHost} */ live, /** @type {() => void} */ again) {
    const known = live.it.kept.recall("wifi") || { name: "", password: "" };
    const details = root.appendChild(dom.make("details", "", dom.make("summary", "", "给 Wi-Fi 也出一个二维码")));
    const fields = [["名称", known.name], ["密码", known.password]].map((one) => {
      const input = dom.make("input");
      input.type = "text";
      input.value = one[1];
      details.appendChild(dom.make("label", "mz-hall__field", [one[0] + " ", input]));
      return input;
    });
    hall.button(details, "出二维码", "wifi", "mz-button--quiet", () => {
      live.it.kept.set("wifi", { name: fields[0].value.trim(), password: fields[1].value });
      again();
    });
  }

  /** Mend somebody's name and unit in place; the server writes down who did it and what it was. */
  function mend(/** @type {Part} */ item, /** @type {LiveHost} */ live, /** @type {any} */ one, /** @type {() => unknown} */ again) {
    const fields = [["姓名", one.name], ["单位", one.unit]].map((field) => {
      const input = dom.make("input");
      input.type = "text";
      input.maxLength = 20;
      input.value = field[1];
      return dom.make("label", "mz-hall__field", [field[0] + " ", input]);
    });
    item.textContent = "";
    fields.forEach((field) => { item.appendChild(field); });
    hall.button(item, "改好", "mend-person", "", () => {
      const [name, unit] = dom.all(item, "input").map((input) => input.value);
      return live.ask("POST", "person", { id: one.id, name, unit }).then(again);
    });
    hall.button(item, "不改", "keep-person", "mz-button--quiet", again);
    item.querySelector("input").focus();
  }

  /** Who is there; a name that is wrong is mended, one who should not be there is taken out. */
  function people(/** @type {Part} */ root, /** @type {LiveHost} */ live) {
    function again() { return people(root, live); }
    return live.ask("GET", "people").then((answer) => {
      const list = Array.isArray(answer.said) ? answer.said : [];
      root.textContent = "";
      root.appendChild(dom.make("h3", "", "签到 " + list.length + " 人"));
      const rows = root.appendChild(dom.make("ol", "mz-hall__people"));
      list.forEach((/** @type {any} */ one) => {
        const item = rows.appendChild(dom.make("li", "", [one.name, one.unit, one.team].filter(Boolean).join("　") + "　续答码 " + one.resume + " "));
        hall.button(item, "更正", "mend", "mz-button--quiet", () => { mend(item, live, one, again); });
        hall.button(item, "移除", "remove-person", "mz-button--quiet", () => live.ask("POST", "person", { id: one.id, remove: true }).then(again));
      });
    });
  }

  /** Ask once more before something ends. */
  function surely(/** @type {Part} */ holder, /** @type {string} */ text, /** @type {string} */ action, /** @type {string} */ sure, /** @type {() => unknown} */ act) {
    const first = hall.button(holder, text, action, "mz-button--quiet", () => {
      first.hidden = true;
      hall.button(holder, sure, action + "-sure", "", act).focus();
    });
  }

  function more(/** @type {Part} */ root, /** @type {LiveHost} */ live) {
    const buttons = root.appendChild(dom.make("p"));
    const said = root.appendChild(dom.make("div"));
    said.setAttribute("role", "status");
    hall.button(buttons, "签到名单", "roster", "mz-button--quiet", () => hall.liveRoster(said, live));
    hall.button(buttons, "谁在场", "people", "mz-button--quiet", () => people(said, live));
    hall.button(buttons, "再用一台设备主持", "pair", "mz-button--quiet", () => live.ask("POST", "pair").then((answer) => {
      const address = (live.addresses[0] || location.origin + "/").replace(/h\/\d+$/, "") + location.pathname.slice(1) + "#pin=" + live.link.code + "-" + answer.said.pin;
      said.textContent = "";
      said.appendChild(dom.make("p", "", "用那台设备扫这个码，五分钟内有效，只能用一次；别让全场看到。"));
      figure(said, "主持", address);
    }));
    surely(buttons, "结束手机答题", "close-live", "确定结束：手机不能再答", () => live.settle().then(() => live.ask("POST", "close")).then(() => {
      live.over();
      live.it.close();
    }));
    surely(buttons, "结束并删除姓名", "wipe-live", "确定删除：姓名和各人的答案都删，人数留下", () => live.settle().then(() => live.ask("POST", "wipe")).then(() => {
      live.over();
      live.it.close();
    }));
  }

  /** Fill what lies over the screen. */
  hall.livePanel = function (root, live) {
    const wifi = live.it.kept.recall("wifi");
    const address = live.addresses[0] || location.origin + "/h/" + live.link.code;
    root.textContent = "";
    root.setAttribute("data-over", "join");
    root.appendChild(dom.make("h2", "", "用手机答题"));
    hall.button(root.appendChild(dom.make("p")), live.link.lobby ? "开始答题（Esc）" : "回到题目（Esc）", "close", "", live.it.close);
    const ways = root.appendChild(dom.make("div", "mz-hall__ways"));
    if (wifi && wifi.name) figure(ways, "① 连 Wi-Fi：" + wifi.name, network(wifi));
    figure(ways, wifi && wifi.name ? "② 扫码签到" : "连上会场的 Wi-Fi，扫码签到", address);
    ways.appendChild(dom.make("div", "mz-hall__way", [
      dom.make("p", "", "扫不了码的，在浏览器里输入"), dom.make("p", "mz-hall__address", address.replace(/^http:\/\//, "").replace(/\/\d+$/, "")),
      dom.make("p", "", "再填这个数字"), dom.make("p", "mz-hall__number", live.link.code)
    ]));
    root.appendChild(dom.make("p", "", "微信扫不开的，用手机自带的相机或浏览器扫。"));
    live.addresses.slice(1).forEach((other) => { root.appendChild(dom.make("p", "mz-meta", "这台电脑还有一个地址：" + other)); });
    wifiForm(root, live, () => {
      hall.livePanel(root, live);
      root.scrollTop = 0; // the codes, and not the form that made them
    });
    more(root, live);
  };
})();
