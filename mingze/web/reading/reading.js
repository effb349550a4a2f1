/*
 * 阅读: the dialog with the settings of this device, opened from the header of every page; the way back from the
 * simple mode; readings above hard characters, loaded for those who want them.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom } = site;

  site.component("reading", (dialog, store) => {
    /** @type {Later} */
    let opener = null;

    function show() {
      if (dialog.hasAttribute("open")) return;
      opener = document.activeElement;
      site.openDialog(dialog);
      dialog.querySelector('[data-setting="size"] [aria-pressed="true"]').focus();
    }

    function hide() {
      site.closeDialog(dialog);
    }

    function closed() {
      if (opener && opener.isConnected) opener.focus();
    }

    /** Back to the whole page. What was tapped is gone with the mode, so the focus goes to the page. */
    function leaveSimple() {
      store.remember("simple", undefined);
      document.querySelector("#main_").focus({ preventScroll: true });
    }

    function readHardCharacters() {
      if (store.recall("ruby") !== "on") return;
      Promise.all([site.load("readings.js"), site.load("ruby.js")])
        .then(() => { site.showReadings(); })
        .catch(() => { /* the page reads well without */ });
    }

    document.addEventListener("click", (event) => {
      const button = dom.pressed(event, "[data-reading]");
      if (!button) return;
      button.focus(); // Safari does not by itself
      if (button.getAttribute("data-reading") === "whole") leaveSimple();
      else show();
    });
    dialog.addEventListener("close", closed);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest('[data-action="close"], [data-aloud]')) hide();
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      hide();
    });
    store.watch("ruby", readHardCharacters);
    readHardCharacters();
  });
})();
