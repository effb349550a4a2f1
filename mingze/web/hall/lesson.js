/*
 * A lesson on the screen: duties one by one, key points click by click, who does what, and the picture of accountability.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz, hall } = site;

  /** @type {By<LessonScreen[]>} */
  const lessons = {};

  /** Called by a file of lessons: screens {title, html} by id. */
  hall.teach = function (found) {
    Object.assign(lessons, found);
  };

  /** @returns {Promise<LessonScreen[]>} the screens of a lesson, once its file is here */
  function fetched(/** @type {string} */ id) {
    const own = document.querySelector(".mz-hall[data-lessons]"); // of a unit, on a site divided into such: some to a file
    const choice = own && dom.all(own, "[name=lesson] option").filter((option) => option.value === id)[0];
    if (own && !choice) return Promise.resolve([]);
    const file = own ? own.getAttribute("data-lessons") + choice.dataset.file + ".js" : "lesson.js";
    return site.load(file).then(() => lessons[id] || []);
  }

  function content(/** @type {LessonScreen} */ screen, /** @type {string} */ base) {
    const root = dom.make("div", "mz-hall__content mz-hall__content--lesson");
    root.appendChild(dom.make("h2", "mz-hall__stem", screen.title));
    root.appendChild(hall.withoutLinks(quiz.element(screen.html, base)));
    return root;
  }

  /** The screens of a lesson, to go to one of them. */
  function contents(/** @type {Part} */ panel, /** @type {LessonScreen[]} */ screens, /** @type {LessonPlace} */ place, /** @type {Stage} */ stage, /** @type {(n: number, step: number) => void} */ go) {
    panel.setAttribute("data-over", "overview");
    panel.appendChild(dom.make("h2", "", place.title));
    const buttons = panel.appendChild(dom.make("p"));
    hall.button(buttons, "回到讲课（Esc）", "close", "", stage.close);
    hall.button(buttons, "黑白互换（X）", "inverse", "mz-button--quiet", () => { stage.ask("inverse"); });
    hall.button(buttons, "去开一场答题", "leave", "mz-button--quiet", stage.leave);
    const list = panel.appendChild(dom.make("ol", "mz-hall__screens"));
    screens.forEach((screen, n) => {
      const entry = hall.button(list.appendChild(dom.make("li")), screen.title, "go", "mz-button--quiet", () => {
        stage.close();
        go(n, 0);
      });
      if (n === place.at) entry.setAttribute("aria-current", "true");
    });
  }

  /** Show the screens of a lesson from a place in it on. */
  function performed(/** @type {LessonScreen[]} */ screens, /** @type {LessonPlace} */ place, /** @type {Stage} */ stage, /** @type {string} */ base) {
    /** @type {Part[]} */
    let steps;
    /** @type {number | undefined} */
    let drawn;

    function draw() {
      if (drawn !== place.at) {
        drawn = place.at;
        const root = content(screens[place.at], base);
        steps = dom.all(root, "[data-step]");
        stage.box.textContent = "";
        stage.box.appendChild(root);
        stage.where.textContent = place.title + "　" + (place.at + 1) + " / " + screens.length;
        stage.say(screens[place.at].title);
        hall.fit(stage.box); // with all its steps, so that nothing moves when they come
      }
      place.step = Math.min(place.step, steps.length);
      steps.forEach((step, n) => { step.classList.toggle("is-waiting", n >= place.step); });
      stage.keep(place);
    }

    function go(/** @type {number} */ at, /** @type {number} */ step) {
      if (at < 0 || at >= screens.length) return;
      place.at = at;
      place.step = step;
      draw();
    }

    draw();
    return {
      draw() { hall.fit(stage.box); },
      commands: {
        next() {
          if (place.step < steps.length) {
            go(place.at, place.step + 1);
            stage.say(steps[place.step - 1].textContent.trim());
          } else go(place.at + 1, 0);
        },
        back() {
          if (place.step) go(place.at, place.step - 1);
          else go(place.at - 1, Infinity);
        },
        reveal() { go(place.at, steps.length); },
        overview() {
          stage.over((panel) => { contents(panel, screens, place, stage, go); });
        }
      }
    };
  }

  /**
   * Show a lesson on the stage.
   * @param place where to begin; step parts of the screen are seen already
   * @returns what keys ask for
   */
  hall.lesson = function (place, base, stage) {
    return fetched(place.id).then((screens) => {
      if (!screens.length) throw new Error(place.id);
      return performed(screens, { id: place.id, title: place.title, at: Math.min(place.at, screens.length - 1), step: place.step }, stage, base);
    });
  };
})();
