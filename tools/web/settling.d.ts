/* What the page for people who decide about filled answer sheets shares: mingze/web/settling/. */

/** A picture cut from a scan. */
interface SettlingCrop { src: string; width: number; height: number }

/** Something that waits for a person (mingze/intake/check_page.py). What only some kinds have is not listed. */
interface SettlingTask {
  kind: "row" | "gaps" | "points" | "owner" | "copy";
  key: string;
  title: string;
  source: string;
  why: string;
  crops: SettlingCrop[];
  label: string;
  letters: string[];
  several: boolean;
  suggestion: string | null;
  bare: boolean;
  gaps: string[][];
  points: [string, number][];
  candidates: string[];
  number: string;
  pictures: string[];
  sources: string[];
}
/** What is looked at together: somebody's sheet, or some answers to one question. */
interface SettlingUnit { title: string; note: string; reference: string; tasks: SettlingTask[] }
interface SettlingStage { name: string; about: string; units: SettlingUnit[] }
interface SettlingPlace { stage: number; unit: number }
interface SettlingData {
  site: string;
  stages: SettlingStage[];
  people: { key: string; shown: string; named: boolean }[];
  decisions: By<any>;
}

/** What was decided: settling/decisions.js. */
interface Decisions {
  of(key: string): any;
  has(key: string): boolean;
  set(key: string, value: any): void;
  takeBack(key: string): void;
  /** Whether this device keeps what is decided until it is saved. */
  keeps(): boolean;
  /** How many decisions stand in no file yet. */
  unsaved(): number;
  saved(): void;
  text(): string;
  take(text: string): { taken: number; different: number } | null;
}

interface SettlingCard {
  node: Part;
  task: SettlingTask;
  show(): void;
  suggest(): void;
  /** @returns whether the key meant something */
  press(event: KeyboardEvent): boolean;
  forget?(): void;
}
type CardMaker = (task: SettlingTask, decisions: Decisions, next: () => void, data: SettlingData) => SettlingCard;

interface SettlingPage extends Whole {
  data: SettlingData;
  decisions: Decisions;
  cards: SettlingCard[];
  at: SettlingPlace;
  part(name: string): Part;
  action(name: string): Part;
  open(tasks: SettlingTask[]): number;
  openOf(stage: SettlingStage): number;
  places(): SettlingPlace[];
  go(stage: number, unit: number): void;
  next(from: SettlingCard): void;
  focus(card: SettlingCard): void;
  say(words: string, action?: string): void;
  draw(): void;
  count(): void;
  changed(key: string): void;
}

interface Settling {
  decisions(data: SettlingData, changed: (key: string) => void): Decisions;
  card(task: SettlingTask, title: string, about: string[]): Part;
  choice(words: string, value: string, how: (value: string) => void): Part;
  verdict(node: Part, decisions: Decisions, key: string): (settled: string, waiting: string) => void;
  rowCard: CardMaker;
  gapsCard: CardMaker;
  pointsCard: CardMaker;
  ownerCard: CardMaker;
  copyCard: CardMaker;
}
