/*
 * The window of a session: which part of it is seen, what is said in it, what lies over it.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, hall } = site;
  const PARTS = ["without", "setup", "result", "stage", "presenter"];

  /** What is seen and said. */
  hall.frame = function (it) {
    Object.assign(it, {
      /** @returns fulfilled once a script that only some sessions need is here */
      wanted(name) {
        return site.load("hall-" + name + ".js", () => /** @type {any} */ (hall)[name]);
      },

      missing(error) {
        dom.report(error);
        it.part("setup-said").textContent = "题目没有取到，请检查网络后再试一次。";
      },

      /** On the stage the set-up is not seen: what is missing is said there. */
      silent(error) {
        dom.report(error);
        it.part("told").textContent = "没有取到，请检查网络后再按一次";
      },

      show(name) {
        PARTS.forEach((other) => { it.part(other).hidden = other !== name; });
        document.documentElement.classList.toggle("mz-hall-on", name === "stage" || name === "presenter");
      },

      say(text) {
        it.part("said").textContent = text;
      },

      dress(isLesson) {
        it.part("stage").classList.toggle("is-inverse", Boolean(it.kept.recall("inverse")));
        it.part("stage").classList.toggle("is-lesson", isLesson);
      },

      /** Ask the system not to dim the projector; only on https. */
      stayAwake() {
        if (!navigator.wakeLock || it.waked) return;
        navigator.wakeLock.request("screen").then((lock) => {
          it.waked = lock;
          lock.addEventListener("release", () => { it.waked = null; });
        }).catch(() => {}); // the system may refuse
      }
    });
  };

  /** What lies over the screen, and the way out. */
  hall.covers = function (it) {
    Object.assign(it, {
      /** Close what lies over the screen. */
      close() {
        const joining = !it.part("over").hidden && it.part("over").getAttribute("data-over") === "join";
        it.part("over").hidden = true;
        it.part("over").textContent = "";
        if (joining && it.live && it.live.link.lobby) {
          it.live.link.lobby = false; // the way in was on the screen: now it begins
          it.did({ do: "begin" });
        }
        it.part("stage").focus({ preventScroll: true });
      },

      over(fill) {
        it.part("over").textContent = "";
        it.part("over").hidden = false;
        it.part("over").focus();
        fill(it.part("over"));
      },

      leave() {
        clearInterval(it.ticking);
        it.close();
        if (it.live) it.live.stop();
        it.live = null;
        if (it.waked) it.waked.release();
        if (document.fullscreenElement) document.exitFullscreen();
        it.faces = it.lesson = /** @type {Later} */ (null);
        history.replaceState(null, "", location.pathname + location.search);
      }
    });
  };
})();
