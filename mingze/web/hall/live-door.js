/*
 * How a session and the server's hall find each other: a hall is opened, or the one that an organiser opened is begun; another
 * device goes on with it.
 */
"use strict";

(() => {
  const { hall } = window.mingze;

  /** Open a hall for the session on the screen, or begin the one that the organiser opened; its phones wait until the way in is closed. */
  hall.liveOpen = function (it) {
    const given = it.kept.recall("assigned");
    const body = { run: it.run, shown: hall.liveShown(it.run, it.state, it.faces, true) };
    const asked = given ? hall.liveAsk("POST", given.code + "/begin", given.token, body) : hall.liveAsk("POST", "open", String(it.kept.recall("host") || ""), body);
    return asked.then((answer) => {
      if (answer.status !== 200) {
        it.part("told").textContent = answer.said.begun || answer.said.over ? answer.said.error : answer.status === 403 ? "口令过期了：请从 mingze live 打开的网址进来" : "没有连上服务器，请再按一次";
        return;
      }
      it.kept.set("live/" + it.run.id, { code: answer.said.code, token: given ? given.token : answer.said.token, n: answer.said.n, lobby: true });
      it.kept.set("assigned", undefined);
      return it.linked();
    });
  };

  /** Go on here with the session of a hall. */
  function follow(/** @type {HallStage} */ it, /** @type {string} */ code, /** @type {string} */ token, /** @type {any} */ said) {
    const run = hall.sound(hall.replayed(said.run, said.actions));
    if (!run) return;
    it.kept.set("live/" + run.id, { code, token, n: said.n, lobby: false });
    return it.begin(run);
  }

  /** Become the host's by the digits that another device of theirs showed: the hall's code, then its own. */
  hall.liveClaim = function (it, pin) {
    const [code, digits] = pin.split("-");
    return hall.liveAsk("POST", code + "/claim", "", { pin: digits }).then((claimed) => {
      const { token } = claimed.said;
      if (claimed.status !== 200) {
        it.part("setup-said").textContent = claimed.said.error || "没有连上服务器，请再扫一次。";
        return;
      }
      return hall.liveAsk("GET", code + "/host", token).then((answer) => follow(it, code, token, answer.said));
    });
  };

  /** Come in by the link that the organiser sent: the hall waits for a session, or has one that goes on here. */
  hall.liveAssigned = function (it, link) {
    const code = link.split(".")[0];
    const token = link.slice(code.length + 1);
    return hall.liveAsk("GET", code + "/host", token).then((answer) => {
      if (answer.status !== 200) {
        it.part("setup-said").textContent = answer.status ? "这个链接用不了：会场已经结束，或者链接没有抄全。请向组织者再要一个。" : "没有连上服务器，请再点一次链接。";
        return;
      }
      if (answer.said.run.questions.length) return follow(it, code, token, answer.said);
      it.kept.set("assigned", { code, token });
      it.part("live-too").hidden = false;
      it.part("setup-said").textContent = "会场“" + answer.said.name + "”（" + code + "）开好了。选好题，点“开始”，大屏幕上就出来二维码。";
    });
  };
})();
