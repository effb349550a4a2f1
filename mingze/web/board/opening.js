/*
 * New halls: the code and the host's link of each, to be sent to its trainer. The link is shown once: the server has only its hash.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, board } = site;

  /** @returns {string} where this server is reached from elsewhere */
  function base(/** @type {string[]} */ addresses) {
    return /^(localhost|127\.|\[::1\])/.test(location.hostname) && addresses[0] ? addresses[0] : location.origin + "/";
  }

  /** @returns {{ host: string, phone: string }} */
  board.linksOf = function (/** @type {any} */ one, /** @type {string[]} */ addresses) {
    const root = base(addresses);
    return { host: root + "hall/index.html#hall=" + one.code + "." + one.token, phone: root + "h/" + one.code };
  };

  function letter(/** @type {any} */ one, /** @type {any} */ links) {
    return "“" + one.name + "”会场，数字 " + one.code + "\n主持人在电脑上打开：" + links.host + "\n手机打开：" + links.phone + "\n主持人的链接请勿转发到群里。";
  }

  function copied(/** @type {any} */ button, /** @type {string} */ text) {
    const field = dom.make("textarea");
    let done = false;
    field.value = text;
    document.body.appendChild(field);
    field.select();
    try {
      done = document.execCommand("copy"); // on http there is no other way
    } catch (error) { /* said below */ }
    field.remove();
    button.focus();
    button.textContent = done ? "已复制" : "没有复制成，请选中链接再复制";
  }

  /** Show the links of halls. */
  board.showLinks = function (/** @type {any} */ root, /** @type {any[]} */ halls, /** @type {string[]} */ addresses, /** @type {string} */ title) {
    const list = dom.make("ol");
    const said = dom.make("p");
    said.setAttribute("role", "status");
    root.textContent = "";
    root.hidden = false;
    root.appendChild(dom.make("h2", "", title));
    root.appendChild(dom.make("p", "", "把链接发给各会场的主持人。链接只在这里出现一次，丢了可以在“操作”里再要一个；拿到链接的人就能主持，请单独发。"));
    const ways = root.appendChild(dom.make("p"));
    halls.forEach((one) => {
      const links = board.linksOf(one, addresses);
      const item = list.appendChild(dom.make("li", "", [dom.make("strong", "", one.name), "　数字 ", dom.make("span", "mz-board__code", one.code)]));
      item.appendChild(dom.make("span", "mz-board__link", links.host));
      const button = item.appendChild(dom.button("复制给主持人的话", "", "mz-button--quiet"));
      button.addEventListener("click", () => { copied(button, letter(one, links)); });
    });
    if (halls.length > 1) {
      ways.appendChild(dom.button("全部链接存成表格（CSV）", "csv-links", "")).addEventListener("click", () => {
        const table = [["会场", "数字", "主持人的链接", "手机的网址"]].concat(halls.map((one) => {
          const links = board.linksOf(one, addresses);
          return [one.name, one.code, links.host, links.phone];
        }));
        board.saveTable(said, "会场链接.csv", table, "里面有主持人的链接，请妥善保管。");
      });
      ways.appendChild(document.createTextNode(" "));
    }
    ways.appendChild(dom.button("收起", "", "mz-button--quiet")).addEventListener("click", () => {
      root.textContent = "";
      root.hidden = true;
    });
    root.appendChild(said);
    root.appendChild(list);
    root.focus();
  };

  /** The form that opens halls, a name a line. */
  board.opening = function (/** @type {any} */ it) {
    const form = it.part("open");
    it.part("new").addEventListener("click", () => {
      form.hidden = !form.hidden;
      it.part("new").setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) form.elements.names.focus();
    });
    form.addEventListener("submit", (/** @type {any} */ event) => {
      const names = form.elements.names.value.split("\n").map((/** @type {string} */ name) => name.trim()).filter(Boolean);
      event.preventDefault();
      if (!names.length || it.opening) return;
      it.opening = true;
      it.ask("POST", "/open", { names }).then((/** @type {any} */ answer) => {
        it.opening = false;
        if (answer.status !== 200) return it.say(answer.said.error || "没有连上服务器，请再按一次");
        form.elements.names.value = "";
        form.hidden = true;
        it.part("new").setAttribute("aria-expanded", "false");
        board.showLinks(it.part("opened"), answer.said.halls, answer.said.addresses, "开好了 " + answer.said.halls.length + " 个会场");
        return it.look();
      });
    });
  };
})();
