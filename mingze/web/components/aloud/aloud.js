/*
 * Reading aloud begins here, with a tap; what reads is loaded only now. Browsers that cannot speak show no such buttons
 * (early.js tells the styles).
 */
"use strict";

var site = window.mingze;
var spoken = false;

document.addEventListener("click", function (event) {
  var button = event.target.closest && event.target.closest("[data-aloud]");
  if (!button) return;
  // iOS lets a page speak only once it has spoken within a tap, and the script comes after the tap
  if (!spoken) speechSynthesis.speak(new SpeechSynthesisUtterance(""));
  spoken = true;
  site.begin(button, function () {
    return site.load("aloud.js").then(function () {
      site.aloud(button);
    }, function () {
      button.textContent = "没有载入，再点一次";
    });
  });
});
