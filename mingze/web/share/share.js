/*
 * 分享 a duty: its name and its link to copy or to hand to another app, and a QR code made on this device.
 * Nothing is sent anywhere by the page itself.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  const QUIET = "mz-button--quiet";
  /** @type {Later} */
  let panel = null;

  function act(/** @type {string} */ words, /** @type {string} */ className, /** @type {() => void} */ how) {
    const button = dom.button(words, "", className);
    button.addEventListener("click", how);
    return button;
  }

  /** Whether the page's address leads here on this device only. */
  function onlyHere() {
    return !/^https?:$/.test(location.protocol) || /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
  }

  /** @returns {string} an address of this duty that opens elsewhere, "" where there is none */
  function linkTo(/** @type {Part} */ duty) {
    const visit = document.querySelector("[data-module=visit]");
    const page = onlyHere() ? visit && visit.getAttribute("data-url") : location.href.replace(/[?#].*/, "");
    return page ? page + "#" + duty.id : "";
  }

  /** @returns {string} 第五条第（一）项 贯彻决策部署 */
  function nameOf(/** @type {Part} */ duty) {
    const clause = duty.querySelector(".mz-clause__head a");
    return (clause || document.querySelector("h1")).textContent + " " + duty.getAttribute("data-title");
  }

  function close() {
    const opener = panel.previousElementSibling.querySelector("[data-share]");
    opener.setAttribute("aria-expanded", "false");
    panel.remove();
    panel = null;
    opener.focus();
  }

  function open(/** @type {Part} */ opener) {
    const duty = opener.closest(".mz-duty");
    const name = nameOf(duty);
    const link = linkTo(duty);
    panel = dom.make("div", "mz-share mz-screen", "");
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-label", "分享：" + name);

    const label = panel.appendChild(dom.make("label", "mz-share__words", link ? "条款和链接" : "条款和标题"));
    const field = label.appendChild(dom.make("textarea", "mz-share__field", ""));
    field.value = link ? name + "\n" + link : name;
    field.readOnly = true;
    field.rows = 1;

    const buttons = panel.appendChild(dom.make("p", "mz-share__buttons", ""));
    const said = dom.make("p", "mz-meta", "");
    const copying = buttons.appendChild(act("复制", "", () => { copy(field, copying, said); }));
    if (typeof navigator.share === "function") buttons.appendChild(act("发给别人", QUIET, () => { hand(name, link, said); }));
    buttons.appendChild(act("关闭", QUIET, close));
    panel.appendChild(said);
    said.setAttribute("role", "status");

    const code = link && site.qr(link);
    if (code) {
      panel.appendChild(site.qr.draw(code, name + "的二维码"));
      panel.appendChild(dom.make("p", "mz-meta", "让对方用手机扫一扫，打开的就是这一条。"));
    }
    if (onlyHere()) panel.appendChild(dom.make("p", "mz-meta", link ? "这一页是从这台设备上打开的；链接和二维码指向网上的同一页。"
      : "这一页是从这台设备上打开的，没有别人也能打开的网址，所以不给链接和二维码。"));

    panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") close();
    });
    opener.parentNode.insertAdjacentElement("afterend", panel);
    field.style.height = field.scrollHeight + 2 + "px"; // all of it is seen, with its border
    opener.setAttribute("aria-expanded", "true");
    copying.focus();
  }

  /** Copy by the browser's clipboard, which plain http and old browsers do not have, else by selecting. */
  function copy(/** @type {Part} */ field, /** @type {Part} */ opener, /** @type {Part} */ said) {
    function done() {
      said.textContent = "已复制，可以粘贴到微信、短信里。";
      opener.focus();
    }
    function bySelection() {
      field.focus();
      field.setSelectionRange(0, field.value.length);
      let copied = false;
      try {
        copied = document.execCommand("copy");
      } catch (error) { /* said below */ }
      if (copied) done();
      else said.textContent = "没有自动复制。文字已选中，请长按复制，或按 Ctrl+C。";
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(field.value).then(done, bySelection);
    else bySelection();
  }

  /** Hand over to the share sheet of the system; to leave it is no fault. */
  function hand(/** @type {string} */ name, /** @type {string} */ link, /** @type {Part} */ said) {
    /** @type {ShareData} */
    const what = { title: name, text: name };
    if (link) what.url = link;
    navigator.share(what).catch((error) => {
      if (error.name !== "AbortError") said.textContent = "没有发出，请用“复制”。";
    });
  }

  /** Open the panel of a duty, or close it; one is open at a time. */
  site.share = function (opener) {
    opener.textContent = "分享";
    const same = panel && panel.previousElementSibling === opener.parentNode;
    if (panel) close();
    if (!same) open(opener);
  };
})();
