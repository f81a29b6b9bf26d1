/** Resolves when what it looks at can serve; rejects otherwise. Must not take longer than it has to: it is cut at 1 s. */
export type ReadinessCheck = () => Promise<unknown>;

export interface ReadinessReport {
  readonly ready: boolean;
  /** State by check name; names and states only. */
  readonly checks: Readonly<Record<string, 'ok' | 'failing' | 'stopping'>>;
}

const CHECK_WITHIN_MS = 1_000;

/**
 * Whether this process may be sent requests. Modules register what they cannot serve without; `stop` turns it off for good
 * as the first step of stopping.
 */
export class Readiness {
  private readonly checks = new Map<string, ReadinessCheck>();
  private stopping = false;

  register(name: string, check: ReadinessCheck): void {
    this.checks.set(name, check);
  }

  stop(): void {
    this.stopping = true;
  }

  async report(): Promise<ReadinessReport> {
    if (this.stopping) return { ready: false, checks: { app: 'stopping' } };
    const states = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, (await passes(check)) ? 'ok' : 'failing'] as const),
    );
    return { ready: states.every(([, state]) => state === 'ok'), checks: Object.fromEntries(states) };
  }
}

async function passes(check: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const cut = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), CHECK_WITHIN_MS);
  });
  try {
    await Promise.race([check(), cut]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
