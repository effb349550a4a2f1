/*
 * The windows of a session, and what is chosen before it: hall/setup.js, hall.js, presenter.js, lesson.js.
 */

/** What pages of the hall know of the site (mingze/pages/hall_data.py). */
interface HallData {
  questions: By<{ bank: string; type: string; roles: string[]; themes: string[]; group?: string }>;
  groups: By<string[]>;
  apart: By<string[]>;
  papers: Paper[];
  titles: By<string>;
  banks: By<string>;
  roles: By<string>;
  themes: By<string>;
  url: string;
}
/** What is asked for in the form; a count of 0 takes all. */
interface HallWanted extends Draw {
  kind: string;
  id: string;
  count: number;
  hands: boolean;
}

/** Sessions on this device (hall/kept.js). */
interface HallKept {
  all(): Run[];
  find(id: string): Run | null;
  recall(name: string): Told;
  set(name: string, value: unknown): boolean;
  save(run: Run): boolean;
  saveClock(run: Run): boolean;
  begin(id: string): void;
  remove(id: string): void;
}

/** What windows tell each other. */
interface Message {
  id?: string;
  run?: Run;
  act?: HallAction;
  ask?: string;
  value?: unknown;
  hello?: boolean;
  /** How many of them answered, in words; "" where none do. */
  phones?: string;
}
interface Channel {
  open(address: string): boolean;
  send(said: Message): void;
}
/** Where a session stands, for the keys (hall/keys.js). */
interface Seen {
  view: View | "lesson";
  letters: string;
  over: boolean;
  black: boolean;
}
type Ask = (command: string, value?: any) => void;

/** A place in a lesson (hall/lesson.js): so many steps of the screen are seen. */
interface LessonPlace {
  id: string;
  title: string;
  at: number;
  step: number;
}
type LessonScreen = { title: string; html: string };
interface Stage {
  box: Part;
  where: Part;
  say(text: string): void;
  over(fill: (panel: Part) => void): void;
  close(): void;
  ask: Ask;
  keep(place: LessonPlace): void;
  leave(): void;
}
type Lesson = { commands: By<Ask | (() => void)>; draw(): void };

/** What the trainer chooses before a session. */
interface SetupHeard {
  begin(run: Run): Promise<unknown>;
  results(run: Run): Promise<void>;
  teach(place: LessonPlace): Promise<void>;
  cards(letters: string[], large: boolean): Promise<void>;
  save(run: Run, said: Part): Promise<void>;
  read(text: string, then: (run: Run | null) => void): Promise<void>;
  base: string;
  watch: Store["watch"];
}
interface Setup extends Whole {
  root: Part;
  data: HallData;
  kept: HallKept;
  on: SetupHeard;
  part(name: string): Part;
  form: Part;
  starting: boolean;
  whole(name: string): number;
  wanted(): HallWanted;
  names(): string[];
  changed(event?: { target: { name: string } }): void;
  nameTeams(count: number): void;
  isSeed(text: string): boolean;
  note(): void;
  restore(): void;
  start(): Promise<void> | void;
  teach(event: Event): void;
  printCards(event: Event): void;
  open(file: File): void;
  listRuns(): void;
  remove(run: Run, buttons: Part): void;
}

/** The second window (hall/presenter.js). */
interface Presenter extends Whole {
  root: Part;
  id: string;
  base: string;
  channel: Pick<Channel, "send">;
  lines: By<Part>;
  heardAt: number;
  loading: boolean;
  run: Run;
  state: HallState;
  /** Not there before they are fetched. */
  faces: Face[];
  ballot: Shows;
  phones: string;
  drawn: string;
  build(): void;
  send(said: Message): void;
  now(): Now;
  heard(said: Message): void;
  draw(): void;
  fill(holder: Part, title: string, nodes: (Part | null | false)[]): void;
  drawQuestion(): void;
  showTime(): void;
}

/** What keys and buttons of a session do (hall/commands.js). */
interface HallCommands extends Whole {
  next(): void;
  back(): void;
  reveal(): void;
  votes(): void;
  dossier(): void;
  second(): void;
  timer(): void;
  undo(): void;
  /** By number. */
  team(n: number): void;
  /** Hands: of a row, or of the letter that stands so far down. */
  add(what: { tally?: Tally; row?: number; letter: number; by: number }): void;
  black(): void;
  full(): void;
  inverse(): void;
  presenter(): void;
  overview(): void;
  paper(): void;
  phones(): void;
  stop(): void;
  join(): void;
  help(): void;
}
/** A session in its window (hall/hall.js, course.js, commands.js, window.js). */
interface HallStage extends Whole {
  root: Part;
  store: Store;
  part(name: string): Part;
  data: HallData;
  base: string;
  kept: HallKept;
  commands: HallCommands;
  begins: number;
  left: View;
  lesson: Lesson | null;
  hear(said: Message): void;
  channel: Channel;
  run: Run;
  state: HallState;
  /** Of the session on the screen; not there where none is. */
  faces: Face[];
  drawn: string | null;
  shown: Shows;
  ticking: number;
  ticked: number;
  twinAt?: number;
  heardAt?: number;
  /** Holds the screen awake. */
  waked: Later;
  teach(place: LessonPlace): Promise<void>;
  results(): void;
  enter(): void;
  listen(): void;
  present(asked: RegExpExecArray | null): void;
  arrive(asked: RegExpExecArray | null): void;
  fromPresenter(said: Message): void;
  keep(changed: Run, save?: (run: Run) => boolean): void;
  tell(): void;
  now(): Now;
  isRecent(at: number | undefined): boolean;
  alone(): boolean;
  act(action: HallAction): void;
  go(to: Place): void;
  goTo(at: number): void;
  begin(begun: Run): Promise<unknown>;
  /** The server of phones, where there is one. */
  live: LiveHost | null;
  /** Whether results need not wait for phones. */
  settled: boolean;
  did(action: LiveAction): void;
  linked(): Promise<unknown>;
  beginToo(run: Run): Promise<unknown>;
  arriveLive(): void;
  toExam(): void;
  phonesToo(): Promise<LiveHost | null>;
  follow(): void;
  draw(): void;
  showClock(): void;
  tick(): void;
  wanted(name: string): Promise<any>;
  missing(error: unknown): void;
  silent(error: unknown): void;
  show(name: string): void;
  say(text: string): void;
  dress(isLesson: boolean): void;
  stayAwake(): void;
  close(): void;
  over(fill: (panel: Part) => void): void;
  leave(): void;
  ask: Ask;
}

interface OverviewHeard {
  /** Whether this page may have phones answer. */
  canLive: boolean;
  go(at: number): void;
  close(): void;
  results(): void;
  leave(): void;
  ask: Ask;
}
