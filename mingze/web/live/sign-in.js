/*
 * Signing in: by a form or by the roster, and coming back with the digits where a phone forgot who it was.
 */
"use strict";

(() => {
  const { dom, live } = window.mingze;

  /** What is sent of somebody. */
  function sending(/** @type {any} */ it) {
    Object.assign(it, {
      later(/** @type {() => any} */ act) {
        return new Promise((done) => { setTimeout(() => { done(act()); }, it.patience.next()); });
      },

      join(/** @type {any} */ event) {
        const fields = it.part("join").elements;
        event.preventDefault();
        if (!it.part("roster").hidden) { // Enter behind the letters of a name
          const left = dom.all(it.part("names"), "button:enabled");
          if (left.length === 1) left[0].click();
          return;
        }
        it.signIn({ name: fields.name.value, unit: fields.unit.value, team: fields.team.value, resume: fields.resume.value.trim() }, "");
      },

      signIn(/** @type {any} */ about, /** @type {string} */ name) {
        if (it.signing) return;
        it.signing = true;
        it.send(about).then((/** @type {any} */ answer) => {
          it.signing = false;
          it.fault(answer.status === 200 ? "" : answer.said.error || "没有连上，请再按一次");
          if (answer.said.taken) it.returning(name);
          if (answer.status === 200) it.own();
        });
      },

    });
  }

  /** The form in which somebody says who they are. */
  function filling(/** @type {any} */ it) {
    Object.assign(it, {
      /** Ask for the digits of somebody who has signed in already. */
      returning(/** @type {string} */ name) {
        const fields = it.part("join").elements;
        it.listed(false);
        if (name) fields.name.value = name;
        it.part("again").open = true;
        fields.resume.focus();
      },

      /** Sign in by the roster, or where it does not name somebody, by a form. */
      listed(/** @type {boolean} */ on) {
        it.part("roster").hidden = !on;
        it.part("plain").hidden = on;
      },

      /** Fill in the name that was given last, and the teams of this hall. */
      prepare(/** @type {string[]} */ teams) {
        const fields = it.part("join").elements;
        const me = live.recalled("me") || {};
        if (!fields.name.value) fields.name.value = me.name || "";
        if (!fields.unit.value) fields.unit.value = me.unit || "";
        if (it.state.roster !== it.rostered) {
          it.rostered = it.state.roster;
          it.listed(it.rostered);
          if (it.rostered) live.roster(it.part("join"), it.address, (/** @type {string} */ no, /** @type {string} */ name) => { it.signIn({ no }, name); }, it.returning, it.fault);
        }
        it.part("team").hidden = !teams.length;
        if (fields.team.options.length === teams.length) return;
        fields.team.textContent = "";
        teams.forEach((name) => { fields.team.add(new Option(name, name)); });
      }
    });
  }

  /** Give the page of phones its ways to sign in. */
  live.signing = function (it) {
    sending(it);
    filling(it);
  };
})();
