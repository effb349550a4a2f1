/*
 * A text as a file of this device. No browser tells whether it wrote the file, and WeChat refuses: so the words say what
 * was tried, and the text itself is offered to be copied.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  /** Show the text, selected, and copy it where the browser lets a tap do so. */
  function show(/** @type {Part} */ place, /** @type {string} */ text) {
    const label = dom.make("label", "mz-save__text", "文件的内容 ");
    const field = label.appendChild(dom.make("textarea", "", ""));
    const said = dom.make("p", "", "");
    let copied = false;
    said.setAttribute("role", "status");
    field.readOnly = true;
    field.rows = 4;
    field.value = text;
    place.textContent = "";
    place.appendChild(label);
    place.appendChild(said);
    field.focus();
    field.setSelectionRange(0, text.length);
    try {
      copied = document.execCommand("copy");
    } catch (error) { /* said below */ }
    said.textContent = copied ? "已复制，可以粘贴到微信的“文件传输助手”、邮件或记事本里。" : "没有自动复制。文字已选中，请长按复制，或按 Ctrl+C。";
  }

  /**
   * Ask the browser to save a file, and say so.
   * @param said where the words stand; the way to copy comes after it, in place of an earlier file's
   */
  site.save = function (said, file) {
    const link = document.createElement("a");
    link.href = "data:" + file.type + ";charset=utf-8," + encodeURIComponent(file.text);
    link.download = file.name.replace(/[\\/:*?"<>|\s]+/g, "-");
    link.hidden = true;
    document.body.appendChild(link); // old browsers follow only what stands on the page
    link.click();
    document.body.removeChild(link);
    said.textContent = "已交给浏览器去存：" + link.download + "。" + (file.note || "") + "下载里找不到这个文件的（在微信里打开时多半存不成），请复制文字存到别处。";
    /** @type {any} */
    let place = said.nextElementSibling;
    if (!place || !place.classList.contains("mz-save")) {
      place = dom.make("div", "mz-save mz-screen", "");
      said.after(place);
    }
    place.textContent = "";
    const button = place.appendChild(dom.button("复制文字", "", "mz-button--quiet"));
    button.setAttribute("data-save", "copy");
    button.addEventListener("click", () => { show(place, file.text.replace(/^\ufeff/, "")); });
  };
})();
