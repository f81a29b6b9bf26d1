import { DatabaseUnfit, MarkStoreAway } from '#libs/persistence';

/** Resolves when what it looks at can serve; rejects otherwise. Must not take longer than it has to: it is cut at 1 s. */
export type ReadinessCheck = () => Promise<unknown>;

export interface ReadinessReport {
  readonly ready: boolean;
  /** State by check name; names and states only. */
  readonly checks: Readonly<Record<string, 'ok' | 'failing' | 'starting' | 'stopping'>>;
  /** Why a check fails, where that is known: constant words. */
  readonly reasons?: Readonly<Record<string, string>>;
}

const CHECK_WITHIN_MS = 1_000;

/**
 * Whether this process may be sent requests. Modules register what they cannot serve without. It is never ready before
 * `start`, which says that the app listens, nor after `stop`, the first step of stopping.
 */
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();
  private phase: 'starting' | 'serving' | 'stopping' = 'starting';

  register(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  start(): void {
    if (this.phase === 'starting') this.phase = 'serving';
  }

  stop(): void {
    this.phase = 'stopping';
  }

  async report(): Promise<ReadinessReport> {
    if (this.phase !== 'serving') return { ready: false, checks: { app: this.phase } };
    const looked = await Promise.all([...this.checks].map(async ([name, check]) => [name, await look(check)] as const));
    const failing = looked.filter(([, reason]) => reason !== null);
    const checks = Object.fromEntries(
      looked.map(([name, reason]) => [name, reason === null ? 'ok' : 'failing'] as const),
    );
    const reasons = Object.fromEntries(failing.filter(([, reason]) => reason !== UNKNOWN)) as Record<string, string>;
    return { ready: failing.length === 0, checks, ...(Object.keys(reasons).length > 0 ? { reasons } : {}) };
  }
}

const UNKNOWN = '';
const TOO_SLOW = 'no answer within a second';
const AWAY = 'the folder that MARKS_DIR names does not hold the restart-proof store of this database';

/** Null when it passes; else why not, as far as that is known. */
async function look(check: ReadinessCheck): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const cut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(TOO_SLOW)), CHECK_WITHIN_MS);
  });
  try {
    await Promise.race([check(), cut]);
    return null;
  } catch (error) {
    if (error instanceof DatabaseUnfit) return error.trouble;
    // The folder itself stands in the log.
    if (error instanceof MarkStoreAway) return AWAY;
    return error instanceof Error && error.message === TOO_SLOW ? TOO_SLOW : UNKNOWN;
  } finally {
    clearTimeout(timer);
  }
}
