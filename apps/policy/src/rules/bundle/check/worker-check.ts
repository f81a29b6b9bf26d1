import type { BundleDifference } from '#libs/assurance';
import { BundleError, type BundleFile, type BundleProblem } from '#libs/cedar';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { BundleCheck, type CheckQuestion, type ReadBundle, type StoredBundle } from './bundle-check.js';
import type { CheckReport } from './check-report.js';

export type WorkerTask =
  | ({ readonly kind: 'check' } & CheckQuestion)
  | { readonly kind: 'read'; readonly files: readonly BundleFile[] }
  | { readonly kind: 'difference'; readonly before: StoredBundle; readonly after: StoredBundle };
/** The result is a CheckReport, a ReadBundle or a BundleDifference, as the task was. */
export type WorkerAnswer = { readonly result: unknown } | { readonly problems: readonly BundleProblem[] };

/** Only what is needed crosses, as plain data. */
const plain = ({ hash, files }: StoredBundle): StoredBundle => ({ hash, files });

/** Nobody waits longer: a bundle whose proof takes that long is refused like one that cannot be proved. */
const LONGEST_MS = 120_000;
/** A proof that needs more is given up, not the process. */
const MEMORY_MB = 1_024;

/**
 * A thread for each check, one at a time: a second waits, so that checks never take more than one core from requests.
 * Ends the thread whatever becomes of it.
 */
export class WorkerCheck extends BundleCheck {
  private last: Promise<unknown> = Promise.resolve();
  private lastRead: Promise<unknown> = Promise.resolve();

  /** `file`: what the thread runs; `loading` is for whoever must load it in another way. */
  constructor(
    private readonly file = new URL('./check-worker.js', import.meta.url),
    private readonly loading: { readonly execArgv?: string[]; readonly entry?: string } = {},
    private readonly longestMs = LONGEST_MS,
  ) {
    super();
  }

  /** Does not wait for a check that is under way: it takes a moment, and somebody waits for it. */
  async read(files: readonly BundleFile[]): Promise<ReadBundle> {
    const plainFiles = files.map(({ name, text }) => ({ name, text }));
    const turn = this.lastRead.then(() => this.ask({ kind: 'read', files: plainFiles }));
    this.lastRead = turn.catch(() => undefined);
    return (await turn) as ReadBundle;
  }

  async check({ bundle, inForce }: CheckQuestion): Promise<CheckReport> {
    const question = { bundle: plain(bundle), inForce: inForce && plain(inForce) };
    return (await this.inTurn({ kind: 'check', ...question })) as CheckReport;
  }

  async difference(before: StoredBundle, after: StoredBundle): Promise<BundleDifference> {
    return (await this.inTurn({
      kind: 'difference',
      before: plain(before),
      after: plain(after),
    })) as BundleDifference;
  }

  private inTurn(task: WorkerTask): Promise<unknown> {
    const turn = this.last.then(() => this.ask(task));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async ask(task: WorkerTask): Promise<unknown> {
    const { entry, ...options } = this.loading;
    const worker = new Worker(this.file, {
      ...options,
      workerData: { task, entry },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const signal = AbortSignal.timeout(this.longestMs);
    try {
      const [answer] = (await once(worker, 'message', { signal })) as [WorkerAnswer];
      if ('result' in answer) return answer.result;
      throw new BundleError([...answer.problems]);
    } catch (error) {
      if (!signal.aborted) throw error;
      const message = `its checks did not end within ${this.longestMs / 1000} s`;
      throw new BundleError([{ file: '.', line: 1, rule: null, message }]);
    } finally {
      await worker.terminate();
    }
  }
}
