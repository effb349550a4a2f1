/*
 * Hands counted by option: fields to enter them, bars that show them, and what they say about the question.
 */
"use strict";

(() => {
  const { dom, hall } = window.mingze;
  /** @type {Record<Tally, string>} */
  const NAMES = { first: "第一次", second: "讨论后", paper: "纸面" };
  /** @type {Round[]} */
  const ROUNDS = ["first", "second"];
  const DISCUSS = [0.3, 0.7]; // shares right between which a discussion teaches most (Crouch & Mazur 2001)

  hall.percent = function (share) {
    return Math.round(100 * share) + "%";
  };

  /** @returns {Tally[]} the tallies that are entered now; paper answers count with the first */
  function entered(/** @type {Now} */ now) {
    if (now.item.round === 2) return ["second"];
    return now.run.paper ? ["first", "paper"] : ["first"];
  }

  function anyCount(/** @type {Counts} */ counts) {
    return counts.some((n) => n !== null);
  }

  /** @returns {boolean} whether anything was counted for a question */
  hall.isCounted = function (question, item) {
    return anyCount(hall.counts(question, item, "first")) || anyCount(hall.counts(question, item, "second"));
  };

  /** @returns {string} how many had it right, and how the discussion moved it: 第一次 45%，讨论后 80%; "" where it is not known */
  hall.shift = function (now) {
    return ROUNDS.map((which) => {
      const share = hall.share(now.run, now.question, now.item, which, now.face.key);
      return share === null ? "" : NAMES[which] + "答对 " + hall.percent(share);
    }).filter(Boolean).join("，");
  };

  /** @returns {string} what to do next, from the share of right answers */
  hall.advice = function (now) {
    const share = hall.share(now.run, now.question, now.item, "first", now.face.key);
    if (share === null || anyCount(hall.counts(now.question, now.item, "second"))) return "";
    if (share > DISCUSS[1]) return "多数已经会了：揭晓，简单讲一讲。";
    if (share < DISCUSS[0]) return "会的不多：先揭晓，讲清楚再往下。";
    return "正好讨论：请邻座互相说服两分钟，再举一次手（按 S）。";
  };

  /** One bar: so many of so many, in words beside it. */
  function bar(/** @type {Tally} */ which) {
    const root = dom.make("span", "mz-hall__bar mz-hall__bar--" + which);
    root.appendChild(dom.make("i"));
    const words = root.appendChild(dom.make("em"));
    return {
      root,
      update(/** @type {number | null} */ n, /** @type {number} */ voters, /** @type {boolean} */ both) {
        root.hidden = n === null;
        root.style.setProperty("--share", n && voters ? hall.percent(Math.min(1, n / voters)) : "0%");
        words.textContent = (both ? NAMES[which] + " " : "") + (n || 0) + " 人" + (voters ? " " + hall.percent((n || 0) / voters) : "");
      }
    };
  }

  /** The bars of one row, the second beneath the first. */
  hall.bars = function (row) {
    const root = dom.make("span", "mz-hall__bars");
    const bars = { first: bar("first"), second: bar("second") };
    ROUNDS.forEach((which) => { root.appendChild(bars[which].root); });
    return {
      root,
      update(now) {
        const counts = { first: hall.counts(now.question, now.item, "first"), second: hall.counts(now.question, now.item, "second") };
        const both = now.item.round === 2 || anyCount(counts.second);
        root.classList.toggle("is-both", both); // words of one width, so that bars of one length can be compared
        ROUNDS.forEach((which) => {
          const given = anyCount(counts[which]) && !(hall.isMany(now.question) && row === now.question.options && counts[which][row] === null);
          bars[which].update(given ? counts[which][row] || 0 : null, hall.voters(now.run, now.question, now.item, which), both);
        });
      }
    };
  };

  function digits(/** @type {string} */ text) {
    const found = text.normalize("NFKC").replace(/\D/g, "").slice(0, 5);
    return found ? Number(found) : null;
  }

  /** A field for one tally of one row. */
  function field(/** @type {FaceRow} */ row, /** @type {Tally} */ tally, /** @type {Deed} */ act) {
    const input = dom.make("input", "mz-hall__count");
    input.type = "text";
    input.inputMode = "numeric";
    input.autocomplete = "off";
    input.setAttribute("data-row", row.row);
    input.setAttribute("data-tally", tally);
    input.setAttribute("aria-label", row.letter + " " + (tally === "paper" ? "纸面" : NAMES[tally] + "举手") + "几人");
    input.addEventListener("input", (event) => {
      const n = digits(input.value);
      if (!event.isComposing) input.value = n === null ? "" : String(n);
      act({ do: "count", tally, row: row.row, n, typed: true });
    });
    input.addEventListener("compositionend", () => {
      const n = digits(input.value);
      input.value = n === null ? "" : String(n);
    });
    return input;
  }

  /**
   * The rows of a question with fields and bars.
   * @param act takes a count without its question
   */
  hall.ballot = function (now, act) {
    const root = dom.make("ol", "mz-hall__rows mz-hall__rows--ballot");
    const parts = hall.countedRows(now.face).map((row) => {
      const item = root.appendChild(dom.make("li", "mz-hall__row"));
      const bars = hall.bars(row.row);
      item.appendChild(dom.make("b", "mz-hall__letter", row.letter));
      item.appendChild(row.text());
      const fields = item.appendChild(dom.make("span", "mz-hall__fields"));
      entered(now).forEach((tally) => {
        const holder = fields.appendChild(dom.make("span"));
        if (entered(now).length > 1) holder.appendChild(dom.make("small", "", tally === "paper" ? "纸面" : "举手"));
        holder.appendChild(field(row, tally, act));
      });
      item.appendChild(bars.root);
      return { row, bars, fields: dom.all(fields, "input") };
    });
    function update(/** @type {Now} */ now) {
      parts.forEach((part) => {
        part.bars.update(now);
        part.fields.forEach((input) => {
          const n = now.item[/** @type {Tally} */ (input.getAttribute("data-tally"))][part.row.row];
          const text = Number.isInteger(n) ? String(n) : "";
          if (input !== document.activeElement || digits(input.value) !== digits(text)) input.value = text;
        });
      });
    }
    update(now);
    return { root, update };
  };

  /** @returns {string} how many hands in all: of the present where they were counted */
  hall.countWords = function (now) {
    /** @type {Round} */
    const which = now.item.round === 2 ? "second" : "first";
    const phones = hall.phonesOf(now.item, which);
    if (hall.isMany(now.question)) return phones ? "手机答了 " + phones + " 人" : now.run.people ? "到场 " + now.run.people + " 人" : "";
    const sum = hall.sum(hall.counts(now.question, now.item, which));
    return "共 " + sum + " 人" + (now.run.people ? "，到场 " + now.run.people + " 人" : "");
  };
})();
