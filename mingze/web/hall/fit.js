/*
 * Text as large as its box takes without scrolling: the last row of a hall reads it.
 */
"use strict";

(() => {
  const { hall } = window.mingze;
  const LEAST = 16; // px
  const LINES = 9; // never larger than a ninth of the height: a short question is no poster
  const STEPS = 7;

  /** @returns {boolean} whether all of a box's content is seen */
  hall.fits = function (box) {
    const content = box.firstElementChild;
    return content.scrollHeight <= box.clientHeight && content.scrollWidth <= box.clientWidth;
  };

  /** Give the content of a box (its only child) the largest size at which all of it is seen; the size is a token. */
  hall.fit = function (box) {
    const content = box.firstElementChild;
    if (!content || !box.clientHeight) return;
    box.classList.remove("is-long");
    let least = LEAST;
    let most = box.clientHeight / LINES;
    for (let n = 0; n < STEPS; n++) {
      const size = (least + most) / 2;
      content.style.setProperty("--hall-size", size + "px");
      if (hall.fits(box)) least = size;
      else most = size;
    }
    content.style.setProperty("--hall-size", least + "px");
    box.classList.toggle("is-long", !hall.fits(box));
  };
})();
