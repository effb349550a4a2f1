/* What the phone's page of the live hall shares: mingze/web/live/. */

/** The phone's page of the live hall: live/. */
interface Live {
  ask(method: string, address: string, key: string, body?: any): { done: Promise<{ status: number; said: any; left: number }>; stop: () => void };
  patience(): { next: () => number; calm: () => void };
  recall(name: string): string;
  remember(name: string, text: string): boolean;
  recalled(name: string): any;
  key(code: string): string;
  answers(address: string, key: string, told: () => void, stranger: () => Promise<any>): any;
  standing(answer: any): string;
  roster(part: any, address: string, chosen: (no: string) => void, fault: (words: string) => void): void;
  screen(parts: any, answered: (q: number, round: number, response: any) => void): any;
}
