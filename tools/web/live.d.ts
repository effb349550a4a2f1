/* What the phone's page of the live hall shares: mingze/web/live/. */

/** The phone's page of the live hall: live/. */
/** What the server answered; left: milliseconds, -1 for no limit; handed: whether this person handed their paper in. */
type Heard = { status: number; said: any; left: number; handed: boolean };
interface Live {
  ask(method: string, address: string, key: string, body?: any): { done: Promise<Heard>; stop: () => void };
  patience(): { next: () => number; calm: () => void };
  recall(name: string): string;
  remember(name: string, text: string): boolean;
  recalled(name: string): any;
  key(code: string): string;
  answers(address: string, key: string, told: () => void, stranger: () => Promise<any>): any;
  standing(answer: any): string;
  signing(it: any): void;
  roster(part: any, address: string, chosen: (no: string, name: string) => void, returning: (name: string) => void, fault: (words: string) => void): void;
  hostAsk(method: string, address: string, token: string, body?: any): Promise<{ status: number; said: any }>;
  knownExams(): any[];
  noteExam(one: any): void;
  examSetup(it: any): any;
  examPeople(it: any): void;
  withoutLinks(element: any): any;
  examPaper(it: any): void;
  exam(root: any, answers: any, until: () => number): any;
  screen(parts: any, answered: (q: number, round: number, response: any) => void): any;
}

/** The page of who looks after many halls: board/. */
interface Board {
  when(ms: number): string;
  stateOf(hall: any): "wiped" | "over" | "waiting" | "open";
  nameOf(hall: any): string;
  wantsLook(hall: any, now: number): boolean;
  surely(holder: Part, text: string, sure: string, act: () => any): void;
  line(it: any, hall: any): any;
  linksOf(one: any, addresses: string[]): { host: string; phone: string };
  showLinks(root: any, halls: any[], addresses: string[], title: string): void;
  opening(it: any): void;
  save(said: Part, name: string, blob: Blob, note?: string): void;
  saveTable(said: Part, name: string, table: (string | number | null)[][], note?: string): void;
  hallTable(said: any): (string | number | null)[][];
  questionTable(said: any): (string | number | null)[][];
  peopleTable(people: any[][]): (string | number | null)[][];
  exporting(it: any): void;
  certificates(it: any, found: any[]): void;
}
