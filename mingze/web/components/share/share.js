/* 分享: the button at a duty; what it opens is loaded only now. */
"use strict";

(() => {
  document.querySelectorAll("[data-share]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      window.mingze.begin(button, () => window.mingze.load("share.js").then(() => {
          window.mingze.share(button);
        }, () => {
          button.textContent = "没有载入，再点一次";
        }));
    });
  });
})();
