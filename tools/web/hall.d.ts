/*
 * The presenter mode: hall/. hall/run.js says what a session and its state are.
 */

type View = "dossier" | "ask" | "votes" | "reveal" | "why" | "end";
/** Before the discussion, and after it. */
type Round = "first" | "second";
type Tally = Round | "paper";
/** By row; null where none was counted. */
type Counts = (number | null)[];

interface HallQuestion {
  id: string;
  bank: string;
  type: string;
  /** How many it has. */
  options: number;
  group?: string;
}
/** What a session is made of; `run` says the rest. */
interface RunWanted extends Draw {
  title: string;
  source: { kind: string; id: string };
  seconds: number;
  minutes: number;
  people: number;
  teams: string[];
  paper: boolean;
  questions: HallQuestion[];
}
interface Run extends RunWanted {
  v: number;
  id: string;
  begun: number;
  used: number;
  clock: { left: number; on: boolean };
  log: HallAction[];
}

/** A place in a session. */
interface Place {
  at: number;
  view: View;
  page?: number;
}
/** What was done; of the question shown where `q` is left out. */
type HallAction =
  | ({ do: "go" } & Place)
  | { do: "count"; q?: number; tally: Tally; row: number; n: number | null; typed?: boolean }
  | { do: "round"; q?: number; n: number }
  | { do: "team"; q?: number; team: number; on: boolean }
  | { do: "close"; q?: number; round: number; on: boolean }
  | { do: "phones"; q?: number; tally: Round; n: Counts; of: number };
interface HallItem {
  round: number;
  first: Counts;
  second: Counts;
  paper: Counts;
  teams: Record<number, true>;
  /** Rounds in which phones may no longer answer. */
  closed?: Record<number, true>;
  /** What phones came to: by row, and how many answered. */
  phones?: { first?: { n: Counts; of: number }; second?: { n: Counts; of: number } };
}
interface HallState {
  at: number;
  view: View;
  page: number;
  items: HallItem[];
}

/** Screens of a dossier. */
type DossierPages = Part[][] & { title: string };
/** A row that is counted. */
type FaceRow = { row: number; letter: string; text(): Part };
/** What the screen shows of a question (hall/question.js). */
interface Face {
  /** Whether one may raise a hand for several options. */
  many: boolean;
  label: string;
  options: FaceRow[];
  right: number[];
  body: Part | null;
  dossier?: DossierPages | null;
  stem(): Part;
  key: any;
  /** The places of its parts, as they are shown. */
  order: number[];
  answer: {
    key: string;
    points: (() => Part) | null;
    /** By row. */
    wrong: By<() => Part>;
    reasons(): Part;
    cites(): Part;
    clauses: Part[];
  };
}
/** The question that is shown, with all there is of it. */
interface Now {
  run: Run;
  state: HallState;
  q: number;
  question: HallQuestion;
  item: HallItem;
  face: Face;
}
/** Something on the screen that gets its numbers anew. */
interface Shows {
  root: Part;
  update(now: Now): void;
}
type Deed = (action: HallAction) => void;
/** What one question came to. */
interface SummaryLine {
  n: number;
  stem: string;
  first: number | null;
  second: number | null;
  last: number | null;
  rests: string;
}

/** What leads to the server of phones: kept with the session. */
interface LiveLink {
  code: string;
  token: string;
  /** The number of the next action. */
  n: number;
  /** Whether phones wait until the way in is closed. */
  lobby: boolean;
}
/** Actions, and what the session itself knows nothing of. */
type LiveAction = HallAction | { do: "undo" | "clock" | "begin" };
/** One answer of somebody, and whether it is right. */
interface LiveAnswer {
  q: number;
  round: number;
  person: number;
  choice: any;
  at: number;
  late: boolean;
  right: boolean | null;
}
interface LiveHost extends Whole {
  it: HallStage;
  link: LiveLink;
  queue: { action: LiveAction; shown: any }[];
  /** What the server has of them, for a server that loses some. */
  sent: { action: LiveAction; shown: any }[];
  sending: boolean;
  polling: Promise<void> | null;
  stopped: boolean;
  /** Question and round of what is not counted to its end. */
  pending: By<true>;
  seen: { answered: number; present: number; joined: number } | null;
  entries: By<BankAnswer>;
  traditional: By<string>;
  addresses: string[];
  /** Changes where the server began anew. */
  epoch: string;
  ticking: number;
  ask(method: string, what: string, body?: unknown): Promise<{ status: number; said: any }>;
  keepLink(): void;
  did(action: LiveAction): void;
  flush(): void;
  takeOver(words: string): Promise<void>;
  trouble(words: string): void;
  over(): void;
  note(): void;
  recount(): void;
  /** Whether what the server lacks could be sent again. */
  resend(n: number): boolean;
  isNow(place: string): boolean;
  poll(): Promise<unknown>;
  count(place: string): Promise<unknown>;
  heard(place: string, said: any): unknown;
  freeze(place: string, choices: [any, number][], isFinal: boolean): void;
  settle(): Promise<unknown>;
  tell(): void;
  connect(): Promise<unknown>;
  stop(): void;
}

interface Hall {
  liveAsk(method: string, address: string, token: string, body?: unknown): Promise<{ status: number; said: any }>;
  liveShown(run: Run, state: HallState, faces: Face[], lobby: boolean): any;
  replayed(run: Run, actions: any[]): Run;
  liveRows(question: HallQuestion, entry: BankAnswer | undefined, choices: [any, number][], traditional: By<string>): { n: number[]; of: number } | null;
  isChoice(question: HallQuestion, choice: any): boolean;
  liveResult(root: Part, run: Run, faces: Face[], link: LiveLink): Promise<unknown>;
  byUnit(people: By<string[]>, answers: LiveAnswer[]): { unit: string; people: number; active: number; marked: number; right: number }[];
  shifts(run: Run, answers: LiveAnswer[]): { n: number; both: number; gained: number; lost: number; kept: number; never: number }[];
  asCsv(table: (string | number | null)[][]): string;
  logTable(run: Run, said: { actions: any[][]; sign_in: any[][] }): (string | number | null)[][];
  saveLog(run: Run, link: LiveLink, told: Part): Promise<unknown>;
  liveRoster(root: Part, live: LiveHost): Promise<unknown>;
  livePanel(root: Part, live: LiveHost): void;
  liveOpen(it: HallStage): Promise<unknown>;
  liveClaim(it: HallStage, pin: string): Promise<unknown>;
  liveAssigned(it: HallStage, link: string): Promise<unknown>;
  live(it: HallStage, link: LiveLink): LiveHost;
  channel(heard: (said: Message) => void): Channel;
  turning(it: HallStage): void;
  dealing(it: HallStage): void;
  looking(it: HallStage): void;
  asking(it: HallStage): void;
  keeping(it: HallStage): void;
  course(it: HallStage): void;
  drawing(it: HallStage): void;
  frame(it: HallStage): void;
  covers(it: HallStage): void;
  table(run: Run, faces: Face[]): (string | number | null)[][];
  csv(run: Run, faces: Face[]): string;
  defused(text: string): string;
  saveTable(run: Run, faces: Face[], said: Part): void;
  nameOf(run: Run): string;
  saveRun(run: Run, said: Part): void;
  readRun(text: string): Run | null;
  fits(box: Part): boolean;
  fit(box: Part): void;
  dossierPages(dossier: Part): DossierPages;
  dossierScreen(now: Now, root: Part): Part;
  help(root: Part): void;
  kept(store: Store): HallKept;
  listen(look: () => Seen | null, ask: Ask): void;
  teach(found: By<LessonScreen[]>): void;
  lesson(place: LessonPlace, base: string, stage: Stage): Promise<Lesson>;
  minutes(seconds: number): string;
  words(share: number | null): string;
  summary(run: Run, faces: Face[]): SummaryLine[];
  facts(run: Run): string;
  button(holder: Part, text: string, action: string, className: string, pressed: () => unknown): Part;
  overview(root: Part, run: Run, state: HallState, faces: Face[], on: OverviewHeard): void;
  paper(root: Part, run: Run, state: HallState, faces: Face[], act: Deed, close: () => void): void;
  cards(root: Part, letters: string[], large: boolean): void;
  phoneAddress(run: Run, base: string, site: string): string;
  phones(root: Part, run: Run, address: string, close: () => void): void;
  presenter(root: Part, id: string, base: string, channel: Pick<Channel, "send">): (said: Message) => void;
  withoutLinks(element: Part): Part;
  face(run: Run, question: HallQuestion, asked: BankQuestion, answered: BankAnswer, dossier: Part | null): Face;
  faces(run: Run, base: string): Promise<Face[]>;
  letters(face: Face): string;
  countedRows(face: Face): FaceRow[];
  result(root: Part, run: Run, faces: Face[], on: { back(): void; setup(): void }): void;
  VERSION: number;
  MOST_TEAMS: number;
  isMany(question: HallQuestion): boolean;
  rows(question: HallQuestion): number;
  rightRow(question: HallQuestion, key: any): number;
  opens(run: Run, at: number): string;
  step(state: HallState, action: HallAction): HallState;
  stateOf(run: Run): HallState;
  isAction(run: Run, action: Told): boolean;
  apply(run: Run, action: HallAction): Run;
  undo(run: Run): Run;
  toggleClock(run: Run): Run;
  tick(run: Run, ms: number): Run;
  newRun(wanted: RunWanted, now: number): Run;
  sound(found: Told): Run | null;
  counts(question: HallQuestion, item: HallItem, which: Round): Counts;
  sum(counts: Counts): number;
  isOpen(state: HallState): boolean;
  phonesOf(item: HallItem, which: Round): number;
  voters(run: Run, question: HallQuestion, item: HallItem, which: Round): number;
  share(run: Run, question: HallQuestion, item: HallItem, which: Round, key: any): number | null;
  scores(run: Run, state: HallState): number[];
  pick(data: HallData, wanted: HallWanted): string[];
  when(ms: number): string;
  setup(root: Part, data: HallData, kept: HallKept, on: SetupHeard): void;
  screen(now: Now, act: Deed, alone: () => boolean): Shows;
  entry(run: Run, at: number, faces: Face[]): Place;
  after(run: Run, state: HallState, faces: Face[]): Place;
  before(run: Run, state: HallState, faces: Face[]): Place;
  teamName(n: number): string;
  teamButtons(now: Now, act: Deed): Shows;
  scoreboard(run: Run, state: HallState): Part;
  percent(share: number): string;
  isCounted(question: HallQuestion, item: HallItem): boolean;
  shift(now: Now): string;
  advice(now: Now): string;
  bars(row: number): Shows;
  ballot(now: Now, act: Deed): Shows;
  countWords(now: Now): string;
}
