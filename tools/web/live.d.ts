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
  roster(part: any, address: string, chosen: (no: string) => void, fault: (words: string) => void): void;
  hostAsk(method: string, address: string, token: string, body?: any): Promise<{ status: number; said: any }>;
  knownExams(): any[];
  noteExam(one: any): void;
  examSetup(it: any): any;
  examPeople(it: any): void;
  withoutLinks(element: any): any;
  exam(root: any, answers: any, until: () => number): any;
  screen(parts: any, answered: (q: number, round: number, response: any) => void): any;
}
