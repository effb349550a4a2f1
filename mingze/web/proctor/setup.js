/*
 * Before an examination: which paper, how long, which forms; or one that was opened before on this device.
 */
"use strict";

(() => {
  const { dom, live } = window.mingze;
  const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // no I, L, O, U: easy to read out
  const MOST = 20; // examinations that are remembered

  /** Ask the server as the host. */
  live.hostAsk = function (method, address, token, body) {
    return fetch("/api/" + address, {
      method, headers: { "X-Mingze-Host": token, "Content-Type": "application/json" }, body: body === undefined ? undefined : JSON.stringify(body)
    }).then((answer) => answer.json().then((said) => ({ status: answer.status, said }))).catch(() => ({ status: 0, said: {} }));
  };

  /** @returns {{code: string, token: string, title: string}[]} the examinations that this device opened, the latest first */
  live.knownExams = function () { return live.recalled("exams") || []; };

  live.noteExam = function (one) {
    const others = live.knownExams().filter((/** @type {any} */ other) => other.token !== one.token);
    live.remember("exams", JSON.stringify([one].concat(others).slice(0, MOST)));
  };

  function seed() {
    return Array.from(crypto.getRandomValues(new Uint8Array(6))).map((byte) => LETTERS[byte % 32]).join("");
  }

  /** Say of the chosen paper what it is. */
  function about(/** @type {any} */ it) {
    const paper = it.papers.filter((/** @type {any} */ one) => one.id === it.form.elements.paper.value)[0];
    it.part("about").textContent = "共 " + paper.questions + " 题，" + paper.marks + " 分。" +
      (paper.withheld ? "答案不公布，电脑上没有。" : "答案随站点公布：考试中，这台电脑不再给出站点的页面。");
    it.form.elements.minutes.value = paper.minutes;
  }

  function open(/** @type {any} */ it) {
    const fields = it.form.elements;
    const asked = { paper: fields.paper.value, seed: fields.seed.value.trim(), forms: fields.forms.value.split(","), minutes: Number(fields.minutes.value) };
    if (it.opening) return;
    it.opening = true;
    live.hostAsk("POST", "exam", it.key, asked).then((/** @type {any} */ answer) => {
      it.opening = false;
      if (answer.status !== 200) return it.fault(answer.said.error || "没有连上服务器，请再按一次");
      const paper = it.papers.filter((/** @type {any} */ one) => one.id === asked.paper)[0];
      const link = { code: answer.said.code, token: answer.said.token, title: paper.title };
      it.enter(link);
    });
  }

  function fill(/** @type {any} */ it) {
    it.form.elements.paper.textContent = "";
    it.papers.forEach((/** @type {any} */ one) => { it.form.elements.paper.add(new Option(one.title, one.id)); });
    it.form.elements.seed.value = seed();
    it.form.hidden = !it.papers.length;
    if (!it.papers.length) return it.fault("站上没有试卷：先在 quizzes/papers 里写一份，再生成站点");
    about(it);
  }

  /** Show what can be opened or gone on with. */
  live.examSetup = function (it) {
    const known = live.knownExams();
    it.form = it.part("form");
    it.part("setup").hidden = false;
    it.part("known").hidden = !known.length;
    it.part("known-list").textContent = "";
    known.forEach((/** @type {any} */ one) => {
      const button = dom.button(one.title + "（" + one.code + "）", "known", "mz-button--quiet");
      button.addEventListener("click", () => { it.enter(one); });
      it.part("known-list").appendChild(dom.make("li", "", button));
    });
    it.form.elements.paper.addEventListener("change", () => { about(it); });
    it.form.addEventListener("submit", (/** @type {any} */ event) => {
      event.preventDefault();
      open(it);
    });
    if (!it.key) return known.length ? null : it.fault("请从启动时写着的网址进来：里面有开考场的口令");
    return live.hostAsk("GET", "papers", it.key).then((/** @type {any} */ answer) => {
      if (answer.status !== 200) return it.fault(answer.said.error || "没有连上服务器，请刷新");
      it.papers = answer.said.papers;
      return fill(it);
    });
  };
})();
