/*
 * The answers of a phone: kept at once, sent until the server has them. "已保存" is said only after its commit.
 * Who scans the code twice has two windows: they keep their answers together, and the later one holds, whichever it came from.
 *
 * By "question/round" {seq, choice, state, kept}: "unsaved", "saved", or "closed" where it came too late; kept is what the
 * server acknowledged last, with its receipt: by that it counts again where a database lost it.
 */
"use strict";

(() => {
  const { live } = window.mingze;
  const WORDS = { unsaved: "正在保存……", again: "未保存，正在重试……", saved: "已保存", closed: "已经收题，这次改动没有算进去" };

  /** What is kept of them. */
  function keeping(/** @type {any} */ it) {
    Object.assign(it, {
      place() { return "answers/" + it.hall; },

      keep() {
        it.join();
        live.remember(it.place(), JSON.stringify(it.all));
      },

      /** @param {string} hall which one: another begins with nothing */
      begin(/** @type {string} */ hall) {
        if (it.hall === hall) return;
        it.hall = hall;
        it.all = live.recalled(it.place()) || {};
      },

      of(/** @type {number} */ q, /** @type {number} */ round) { return it.all[q + "/" + round] || null; },

      /** Keep what somebody chose, and send it. */
      put(/** @type {number} */ q, /** @type {number} */ round, /** @type {any} */ choice) {
        it.join();
        const before = it.of(q, round);
        if (before && JSON.stringify(before.choice) === JSON.stringify(choice) && before.state !== "closed") return;
        it.all[q + "/" + round] = { seq: (before ? before.seq : 0) + 1, choice, state: "unsaved", kept: before ? before.kept : undefined };
        it.keep();
        it.told();
        it.send();
      },

      /** A question that was closed takes answers again: what came too late is offered once more. */
      reopen(/** @type {number} */ q, /** @type {number} */ round) {
        const mine = it.of(q, round);
        if (!mine || mine.state !== "closed") return;
        mine.state = "unsaved";
        it.send();
      }
    });
  }

  /** What others have of them: another window, the server. */
  function comparing(/** @type {any} */ it) {
    Object.assign(it, {
      /** @returns {string[]} places whose answer another window of this phone gave later; it is this window's too, and sent by both */
      join() {
        const stored = live.recalled(it.place()) || {};
        return Object.keys(stored).filter((place) => {
          const other = stored[place];
          if (!other || other.state === "closed" || !(other.seq > (it.all[place] ? it.all[place].seq : 0))) return false;
          it.all[place] = other;
          return true;
        });
      },

      /** Another window kept something. */
      hear() {
        const places = it.hall ? it.join() : [];
        if (!places.length) return;
        it.told(places);
        it.send();
      },

      /**
       * Compare with what the server has: what it lacks is sent again, what it has from another window is taken over.
       * @param {{q: number, round: number, seq: number, choice: any}[]} kept
       */
      compare(/** @type {any[]} */ kept) {
        /** @type {Record<string, any>} */
        const there = {};
        kept.forEach((one) => {
          const place = one.q + "/" + one.round;
          const mine = it.all[place];
          there[place] = one;
          if (!mine || mine.seq <= one.seq) it.all[place] = { seq: one.seq, choice: one.choice, state: "saved", kept: mine && mine.kept };
        });
        Object.keys(it.all).forEach((place) => {
          const mine = it.all[place];
          const lacks = !there[place] || there[place].seq < (mine.kept || mine).seq;
          if (mine.state === "saved" && lacks) mine.state = "unsaved";
          // the change came too late, and what counted is lost
          if (mine.state === "closed" && mine.kept && lacks) it.all[place] = { seq: mine.kept.seq, choice: mine.kept.choice, state: "unsaved", kept: mine.kept };
        });
        it.keep();
        it.told();
        it.send();
      }
    });
  }

  /** How they are sent: one after another, the one on the screen first. */
  function sending(/** @type {any} */ it) {
    Object.assign(it, {
      next() {
        const unsaved = Object.keys(it.all).filter((place) => it.all[place].state === "unsaved");
        return unsaved.indexOf(it.shown) >= 0 ? it.shown : unsaved[0];
      },

      send() {
        const place = it.next();
        if (it.under || !place) return;
        clearTimeout(it.waiting);
        const sent = it.all[place];
        const [q, round] = place.split("/").map(Number);
        const receipt = sent.kept && sent.kept.seq === sent.seq ? sent.kept.receipt : undefined;
        const ask = live.ask("POST", it.address + "a", it.key, { q, round, seq: sent.seq, choice: sent.choice, receipt });
        it.under = ask;
        ask.done.then((/** @type {any} */ answer) => {
          it.under = null;
          it.took(place, sent, answer);
        });
      },

      /**
       * The server has an answer.
       * @returns {boolean} whether it is another window's, given at the same moment
       */
      stands(/** @type {string} */ place, /** @type {any} */ sent, /** @type {any} */ said) {
        const now = it.all[place];
        const kept = { seq: said.saved, choice: "choice" in said ? said.choice : sent.choice, receipt: said.receipt };
        it.patience.calm();
        if (now !== sent) { // changed meanwhile: the later one is sent next
          if (now.state !== "saved") Object.assign(now, { seq: Math.max(now.seq, kept.seq + 1), kept });
          return false;
        }
        it.all[place] = { seq: kept.seq, choice: kept.choice, state: "saved", kept };
        return JSON.stringify(kept.choice) !== JSON.stringify(sent.choice);
      },

      took(/** @type {string} */ place, /** @type {any} */ sent, /** @type {any} */ answer) {
        const now = it.all[place];
        let others = false;
        it.refusal = answer.said.unstored ? answer.said.error : "";
        if (answer.status === 200) others = it.stands(place, sent, answer.said);
        else if (answer.status === 409 && answer.said.closed) {
          if (now === sent) now.state = "closed";
        } else if (answer.status === 401) {
          return it.stranger().then(() => { it.later(); });
        } else {
          now.tried = true;
          it.later();
          return it.told();
        }
        it.keep();
        it.told(others ? [place] : []);
        it.send();
      }
    });
  }

  /** When they are sent again. */
  function trying(/** @type {any} */ it) {
    Object.assign(it, {
      later() {
        clearTimeout(it.waiting);
        it.waiting = setTimeout(it.send, it.patience.next());
      },

      /** Try at once: the phone is awake again, or has its signal back. */
      hurry() {
        it.hear();
        it.patience.calm();
        if (it.under) it.under.stop();
        clearTimeout(it.waiting);
        it.waiting = setTimeout(it.send, 300 * Math.random());
      }
    });
  }

  /**
   * @param {string} address of the hall's requests
   * @param {string} key
   * @param {(places?: string[]) => void} told something changed; of these places, not by what was tapped here
   * @param {() => Promise<any>} stranger the server does not know this phone: let it join
   */
  live.answers = function (address, key, told, stranger) {
    const it = /** @type {any} */ ({ address, key, told, stranger, all: {}, hall: "", shown: "", under: null, refusal: "", patience: live.patience() });
    keeping(it);
    comparing(it);
    sending(it);
    trying(it);
    window.addEventListener("storage", it.hear);
    /** @returns {boolean} whether the server lacks any */
    it.unsaved = () => Object.keys(it.all).some((place) => it.all[place].state === "unsaved");
    return it;
  };

  /** @returns {string} what is said of an answer */
  live.standing = function (/** @type {any} */ answer) {
    if (!answer) return "";
    return /** @type {any} */ (WORDS)[answer.state === "unsaved" && answer.tried ? "again" : answer.state];
  };
})();
