/*
 * On sites of several levels: show what the reader's own level adds alone. The switch is there where some of what is
 * found is of that kind; elsewhere nothing is made.
 */
"use strict";

(() => {
  const { dom, finding: find } = window.mingze;

  function isAdded(/** @type {Result} */ result) {
    return result.index.records[result.n].added;
  }

  function isOn(/** @type {SearchPanel} */ it) {
    return it.added ? it.added.getAttribute("aria-pressed") === "true" : false;
  }

  function make(/** @type {SearchPanel} */ it) {
    const button = find.button("只看本级增加的", "added", "mz-choice");
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(!isOn(it)));
      it.draw();
    });
    it.status.after(button);
    it.added = button;
  }

  /** Offer the switch where it makes a difference to these results, or is on. */
  find.offerAdded = function (it, results) {
    const some = results.some(isAdded);
    if (some && !it.added) make(it);
    if (it.added) it.added.hidden = !some && !(isOn(it) && it.text);
  };

  /** @returns those of the results that are wanted */
  find.wanted = function (it, results) {
    return isOn(it) ? results.filter(isAdded) : results;
  };

  /** @returns {string} how many there are */
  find.counted = function (it, wanted, all) {
    return isOn(it) ? "本级增加的 " + wanted + " 个，全部 " + all + " 个结果" : "找到 " + all + " 个结果";
  };

  /** @returns what stands there where none of the results is wanted */
  find.noneAdded = function () {
    return [dom.make("p", "", "本级没有增加这方面的。再按一次“只看本级增加的”，看全部结果。")];
  };
})();
