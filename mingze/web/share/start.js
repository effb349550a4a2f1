/* 分享: the button at a duty; what it opens is loaded only now. */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  dom.all(document, "[data-share]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      site.begin(button, () => site.load("share.js").then(() => {
          site.share(button);
        }, () => {
          button.textContent = "没有载入，再点一次";
        }));
    });
  });
})();
