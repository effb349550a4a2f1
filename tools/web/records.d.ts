/*
 * What is known of questions, and shown of it: progress/.
 */

/** When a question is asked again (progress/fsrs.js). */
interface Card {
  s: number;
  d: number;
  last: number;
  due: number;
  reps: number;
  lapses: number;
}

/** An answer in the log of a record: when, 1 for a right one, the name of its fact. */
type LogEntry = [number, number, string];

/** What is known of a question (progress/records.js says what the letters mean). */
interface QuizRecord {
  n: number;
  r: number;
  t: number;
  ok?: number;
  w?: number;
  c?: Card;
  star?: number;
  log?: LogEntry[];
  base?: QuizRecord;
}
/** A record apart: what came before its log. */
interface KeptRecord {
  base: QuizRecord;
  log: LogEntry[];
}
/** Answers that were given at once, or records from elsewhere; until it is judged all of it may be wanting. */
interface Fact {
  t?: Told;
  a?: Told;
  import?: Told;
  when?: Told;
}
/** All that is kept, put together. */
interface Gathered {
  store: Store;
  kept: By<KeptRecord>;
  cells: By<string[]>;
  facts: By<Fact>;
  lacking: By<true>;
  stars: By<true>;
}
type Standing = "new" | "learning" | "mastered";

/** The records of one site. */
interface Records extends Whole {
  store: Store;
  gather(): Gathered;
  takeImport(found: Gathered, foreign: Told): void;
  takeAnswers(found: Gathered, name: string, fact: Fact): void;
  all(): By<QuizRecord>;
  put(name: string, value: unknown): boolean;
  settle(): void;
  note(name: string, fact: Fact): boolean;
  newName(now: number): string;
  answer(id: string, right: boolean, now: number): boolean;
  sat(name: string, when: number, right: By<number>): boolean;
  star(id: string, on: boolean): boolean;
  merge(foreign: Told): { count: number; kept: boolean };
  wrong(): string[];
  due(now: number): string[];
  standing(ids: string[]): Standing;
}

/** A paper that was sat. */
interface ExamDone {
  paper: string;
  title: string;
  number: string;
  when: number;
  score: number | null;
  full: number;
}
/** What a device hands on to another. */
interface Carried {
  format: string;
  site: string;
  quiz: By<QuizRecord>;
  learned: string[];
  exams: ExamDone[];
}

/** The way to carry it: progress/carry.js. */
interface Carrying extends Whole {
  element: Part;
  store: Store;
  part(name: string): Part;
  takeLearned(foreign: Told): number;
  takeExams(foreign: Told): number;
  sign(exam: ExamDone): string;
  take(text: string): void;
  say(text: string): void;
  save(text: string): void;
  showText(text: string): void;
}

/** How far the reader is (progress/progress.js). */
type Rate = { n: number; r: number };
type Rated = { name: string; path: string; questions: string[] };
interface OutlineRole {
  name: string;
  path: string;
  duties: { path: string; title: string; questions: string[] }[];
}
/** A rectangle of a picture: x, y, width, height, class. */
type Piece = [number, number, number, number, string];
interface Progress extends Whole {
  element: Part;
  store: Store;
  part(name: string): Part;
  outline: { questions: By<{ path: string; stem: string }>; roles: OutlineRole[]; themes: Rated[] };
  base: string;
  records: Records;
  draw(): void;
  show(): void;
  tally(all: By<QuizRecord>, ids: string[]): Rate;
  listQuestions(name: string, words: string, ids: string[]): void;
  withQuestions(role: OutlineRole): Rated;
  showRates(name: string, all: By<QuizRecord>, groups: Rated[]): boolean;
  foretell(cards: Card[]): void;
  showRoles(marked: string[]): void;
  showRole(role: OutlineRole, open: boolean, marked: string[]): Part;
  showExams(): number;
}

/** What this device remembers, in words (progress/my-device.js). */
interface Device extends Whole {
  element: Part;
  store: Store;
  part(name: string): Part;
  base: string;
  actions: By<() => void>;
  place(name: string, titleKey: string): Told;
  fill(link: Part, found: { path: string }, title: string): void;
  day(when: Told): string;
  show(): void;
  ask(asking: boolean): void;
}
