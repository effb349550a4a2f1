/*
 * Reading aloud begins here, with a tap; what reads is loaded only now. Browsers that cannot speak show no such buttons
 * (early.js tells the styles).
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;
  let spoken = false;

  document.addEventListener("click", (event) => {
    const button = dom.pressed(event, "[data-aloud]");
    if (!button) return;
    // iOS lets a page speak only once it has spoken within a tap, and the script comes after the tap
    if (!spoken) speechSynthesis.speak(new SpeechSynthesisUtterance(""));
    spoken = true;
    site.begin(button, () => site.load("aloud.js").then(() => {
        site.aloud(button);
      }, () => {
        button.textContent = "没有载入，再点一次";
      }));
  });
})();
