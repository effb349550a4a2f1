/* 分享: the button at a duty; what it opens is loaded only now. */
"use strict";

document.querySelectorAll("[data-share]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () {
    window.mingze.begin(button, function () {
      return window.mingze.load("share.js").then(function () {
        window.mingze.share(button);
      }, function () {
        button.textContent = "没有载入，再点一次";
      });
    });
  });
});
