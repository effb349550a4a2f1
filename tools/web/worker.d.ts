/* What the build puts before the service worker (mingze/publish/worker.py). */
declare const EDITION: {
  version: string;
  files: Record<string, string>;
  shell: string[];
  along: Record<string, string[]>;
  units?: Record<string, string>;
};

/* A compiler takes every worker for a plain one. */
interface WorkerGlobalScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: Clients;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate" | "fetch" | "message", listener: (event: any) => void): void;
}
