/*
 * The answer of one question, read from and written to its fieldset. Types that stand on the page as lists get their
 * controls here; the others have had theirs since the server wrote the page.
 *
 * A response is: positions of options ([1], [0, 2]); true or false; texts of the gaps; tokens of the right sides or of
 * the steps; for a short answer its text and the points given to each part. Nothing answered is null, but for a short
 * answer, which may be thought only and rated.
 */
"use strict";

(() => {
  const site = window.mingze;
  const { dom, quiz } = site;

  function chosen(field) {
    return dom.all(field, "input").filter((input) => input.checked);
  }

  function choice() {
    return {
      read(field) {
        const found = chosen(field).map((input) => Number(input.value));
        return found.length ? found : null;
      },
      write(field, response) {
        dom.all(field, "input").forEach((input) => {
          input.checked = response !== null && response.indexOf(Number(input.value)) >= 0;
        });
      }
    };
  }

  const judge = {
    read(field) {
      const found = chosen(field);
      return found.length ? found[0].value === "true" : null;
    },
    write(field, response) {
      dom.all(field, "input").forEach((input) => { input.checked = input.value === String(response); });
    }
  };

  const blank = {
    read(field) {
      const texts = dom.all(field, "input").map((input) => input.value);
      return texts.some((text) => text.trim()) ? texts : null;
    },
    write(field, response) {
      dom.all(field, "input").forEach((input, n) => { input.value = (response && response[n]) || ""; });
    }
  };

  const match = {
    start(field) {
      const right = dom.all(field, ".mz-match__right li");
      dom.all(field, ".mz-match__left li").forEach((item, n) => {
        const select = dom.make("select", "mz-match__choice");
        select.setAttribute("aria-label", "“" + item.textContent.trim() + "”连到");
        select.name = field.id + "_" + n;
        select.add(new Option("选择", ""));
        right.forEach((other, m) => {
          select.add(new Option(site.LETTERS[m] + ". " + other.textContent.trim(), other.getAttribute("data-token")));
        });
        item.appendChild(select);
      });
    },
    read(field) {
      const tokens = dom.all(field, "select").map((select) => select.value || null);
      return tokens.some(Boolean) ? tokens : null;
    },
    write(field, response) {
      dom.all(field, "select").forEach((select, n) => { select.value = (response && response[n]) || ""; });
    }
  };

  const order = {
    start(field) {
      const steps = field.querySelector(".mz-order");
      const said = dom.make("span", "mz-visually-hidden");
      said.setAttribute("aria-live", "polite");
      steps.parentNode.insertBefore(said, steps.nextSibling);
      steps.setAttribute("data-first", order.read(field, true).join(" "));
      Array.from(steps.children).forEach((step) => {
        const buttons = dom.make("span", "mz-order__moves");
        [["up", "上移"], ["down", "下移"]].forEach((move) => {
          const button = dom.make("button", "mz-order__move", move[1]);
          button.type = "button";
          // quick presses are meant: see components/press
          button.setAttribute("data-again", "");
          button.setAttribute("aria-label", move[1] + "：" + step.firstChild.textContent.trim());
          button.addEventListener("click", () => {
            const other = move[0] === "up" ? step.previousElementSibling : step.nextElementSibling;
            if (!other) return;
            steps.insertBefore(step, move[0] === "up" ? other : other.nextElementSibling);
            field.setAttribute("data-moved", "");
            button.focus();
            said.textContent = "现在排在第 " + (Array.from(steps.children).indexOf(step) + 1) + " 位";
            field.dispatchEvent(new Event("change", { bubbles: true }));
          });
          buttons.appendChild(button);
        });
        step.appendChild(buttons);
      });
    },
    read(field, unmoved) {
      if (!unmoved && !field.hasAttribute("data-moved")) return null;
      return dom.all(field, ".mz-order > li").map((step) => step.getAttribute("data-token"));
    },
    write(field, response) {
      const steps = field.querySelector(".mz-order");
      if (response) field.setAttribute("data-moved", "");
      else field.removeAttribute("data-moved");
      (response || steps.getAttribute("data-first").split(" ")).forEach((token) => {
        const step = Array.from(steps.children).filter((one) => one.getAttribute("data-token") === token)[0];
        if (step) steps.appendChild(step);
      });
    }
  };

  const short = {
    start(field) {
      const label = dom.make("label", "mz-short", "我的要点 ");
      const text = dom.make("textarea");
      text.rows = 4;
      text.name = field.id;
      label.appendChild(text);
      field.querySelector(".mz-question__note").insertAdjacentElement("afterend", label);
    },
    /** Give the points of the answer, once it stands on the page, a box each. */
    rate(field) {
      dom.all(field, ".mz-answer__points li").forEach((point) => {
        const given = dom.make("label", "mz-short__given");
        const box = dom.make("input");
        box.type = "checkbox";
        box.name = field.id + "_point";
        box.value = point.getAttribute("data-score");
        given.appendChild(box);
        given.appendChild(document.createTextNode(" 我写到了"));
        point.appendChild(given);
      });
    },
    read(field) {
      return {
        text: field.querySelector("textarea").value,
        points: dom.all(field, ".mz-short__given input").map((box) => box.checked ? Number(box.value) : 0)
      };
    },
    write(field, response) {
      field.querySelector("textarea").value = response ? response.text : "";
      dom.all(field, ".mz-short__given input").forEach((box, n) => {
        box.checked = Boolean(response && response.points && response.points[n]);
      });
    }
  };

  /** By type: start(fieldset) once, for short answers rate(fieldset) too, read(fieldset) -> response or null, write(fieldset, response or null). */
  quiz.controls = { single: choice(), multiple: choice(), judge, blank, match, order, short };

  /** Let answers stand as they were given. */
  quiz.lock = function (field, on) {
    dom.all(field, ".mz-option input, .mz-blank input, select, textarea, .mz-order__move, .mz-short__given input")
      .forEach((control) => { control.disabled = on; });
  };

  /** Show one question: its first control gets the focus. */
  quiz.focusOn = function (field) {
    field.scrollIntoView();
    const first = field.querySelector("input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not([hidden])");
    if (first) first.focus({ preventScroll: true });
  };
})();
