/*
 * The answer of one question, read from and written to its fieldset. Types that stand on the page as lists get their
 * controls here; the others have had theirs since the server wrote the page.
 *
 * A response is: positions of options ([1], [0, 2]); true or false; texts of the gaps; tokens of the right sides or of
 * the steps; for a short answer its text and the points given to each part. Nothing answered is null, but for a short
 * answer, which may be thought only and rated.
 */
"use strict";

(function () {
  window.mingze = window.mingze || {};
  var quiz = (window.mingze.quiz = window.mingze.quiz || {});

  function list(nodes) {
    return Array.prototype.slice.call(nodes);
  }

  function make(tag, className, text) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function chosen(field) {
    return list(field.querySelectorAll("input")).filter(function (input) { return input.checked; });
  }

  function choice() {
    return {
      read: function (field) {
        var found = chosen(field).map(function (input) { return Number(input.value); });
        return found.length ? found : null;
      },
      write: function (field, response) {
        list(field.querySelectorAll("input")).forEach(function (input) {
          input.checked = response !== null && response.indexOf(Number(input.value)) >= 0;
        });
      }
    };
  }

  var judge = {
    read: function (field) {
      var found = chosen(field);
      return found.length ? found[0].value === "true" : null;
    },
    write: function (field, response) {
      list(field.querySelectorAll("input")).forEach(function (input) { input.checked = input.value === String(response); });
    }
  };

  var blank = {
    read: function (field) {
      var texts = list(field.querySelectorAll("input")).map(function (input) { return input.value; });
      return texts.some(function (text) { return text.trim(); }) ? texts : null;
    },
    write: function (field, response) {
      list(field.querySelectorAll("input")).forEach(function (input, n) { input.value = (response && response[n]) || ""; });
    }
  };

  var match = {
    start: function (field) {
      var right = list(field.querySelectorAll(".mz-match__right li"));
      list(field.querySelectorAll(".mz-match__left li")).forEach(function (item, n) {
        var select = make("select", "mz-match__choice");
        select.setAttribute("aria-label", "“" + item.textContent.trim() + "”连到");
        select.name = field.id + "_" + n;
        select.add(new Option("选择", ""));
        right.forEach(function (other, m) {
          select.add(new Option("ABCDEFGHIJ"[m] + ". " + other.textContent.trim(), other.getAttribute("data-token")));
        });
        item.appendChild(select);
      });
    },
    read: function (field) {
      var tokens = list(field.querySelectorAll("select")).map(function (select) { return select.value || null; });
      return tokens.some(Boolean) ? tokens : null;
    },
    write: function (field, response) {
      list(field.querySelectorAll("select")).forEach(function (select, n) { select.value = (response && response[n]) || ""; });
    }
  };

  var order = {
    start: function (field) {
      var steps = field.querySelector(".mz-order");
      var said = make("span", "mz-visually-hidden");
      said.setAttribute("aria-live", "polite");
      steps.parentNode.insertBefore(said, steps.nextSibling);
      steps.setAttribute("data-first", order.read(field, true).join(" "));
      list(steps.children).forEach(function (step) {
        var buttons = make("span", "mz-order__moves");
        [["up", "上移"], ["down", "下移"]].forEach(function (move) {
          var button = make("button", "mz-order__move", move[1]);
          button.type = "button";
          // quick presses are meant: see components/press
          button.setAttribute("data-again", "");
          button.setAttribute("aria-label", move[1] + "：" + step.firstChild.textContent.trim());
          button.addEventListener("click", function () {
            var other = move[0] === "up" ? step.previousElementSibling : step.nextElementSibling;
            if (!other) return;
            steps.insertBefore(step, move[0] === "up" ? other : other.nextElementSibling);
            field.setAttribute("data-moved", "");
            button.focus();
            said.textContent = "现在排在第 " + (list(steps.children).indexOf(step) + 1) + " 位";
            field.dispatchEvent(new Event("change", { bubbles: true }));
          });
          buttons.appendChild(button);
        });
        step.appendChild(buttons);
      });
    },
    read: function (field, unmoved) {
      if (!unmoved && !field.hasAttribute("data-moved")) return null;
      return list(field.querySelectorAll(".mz-order > li")).map(function (step) { return step.getAttribute("data-token"); });
    },
    write: function (field, response) {
      var steps = field.querySelector(".mz-order");
      if (response) field.setAttribute("data-moved", "");
      else field.removeAttribute("data-moved");
      (response || steps.getAttribute("data-first").split(" ")).forEach(function (token) {
        var step = list(steps.children).filter(function (one) { return one.getAttribute("data-token") === token; })[0];
        if (step) steps.appendChild(step);
      });
    }
  };

  var short = {
    start: function (field) {
      var label = make("label", "mz-short", "我的要点 ");
      var text = make("textarea");
      text.rows = 4;
      text.name = field.id;
      label.appendChild(text);
      field.querySelector(".mz-question__note").insertAdjacentElement("afterend", label);
    },
    /** Give the points of the answer, once it stands on the page, a box each. */
    rate: function (field) {
      list(field.querySelectorAll(".mz-answer__points li")).forEach(function (point, n) {
        var given = make("label", "mz-short__given");
        var box = make("input");
        box.type = "checkbox";
        box.name = field.id + "_point";
        box.value = point.getAttribute("data-score");
        given.appendChild(box);
        given.appendChild(document.createTextNode(" 我写到了"));
        point.appendChild(given);
      });
    },
    read: function (field) {
      return {
        text: field.querySelector("textarea").value,
        points: list(field.querySelectorAll(".mz-short__given input")).map(function (box) {
          return box.checked ? Number(box.value) : 0;
        })
      };
    },
    write: function (field, response) {
      field.querySelector("textarea").value = response ? response.text : "";
      list(field.querySelectorAll(".mz-short__given input")).forEach(function (box, n) {
        box.checked = Boolean(response && response.points && response.points[n]);
      });
    }
  };

  /** By type: start(fieldset) once, for short answers rate(fieldset) too, read(fieldset) -> response or null, write(fieldset, response or null). */
  quiz.controls = { single: choice(), multiple: choice(), judge: judge, blank: blank, match: match, order: order, short: short };

  /** Let answers stand as they were given. */
  quiz.lock = function (field, on) {
    list(field.querySelectorAll(".mz-option input, .mz-blank input, select, textarea, .mz-order__move, .mz-short__given input"))
      .forEach(function (control) { control.disabled = on; });
  };
})();
