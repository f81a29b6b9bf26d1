import { performance } from 'node:perf_hooks';

/** How long anything is kept, drawn anew for each: a look that takes longer must not tell that something changed. */
const KEPT_MS = { least: 20_000, most: 60_000 };
const TIDY_EVERY = 1_000;

export interface KeptOptions {
  /** Whether anything is kept at all (`FACTS=fresh`: nothing is). */
  readonly keeps?: boolean;
  /** At most so many; the longest kept leave first. */
  readonly most?: number;
  readonly elapsedMs?: () => number;
}

/** What was read under epochs, by a name, for a while: whoever takes it says under which epochs it stands, and has them compared. */
export class Kept<Value> {
  private readonly values = new Map<string, { readonly value: Value; readonly until: number }>();
  private readonly keeps: boolean;
  private readonly most: number;
  private readonly elapsedMs: () => number;
  private untidy = 0;

  constructor({ keeps = true, most = 5_000, elapsedMs = () => performance.now() }: KeptOptions = {}) {
    this.keeps = keeps;
    this.most = most;
    this.elapsedMs = elapsedMs;
  }

  get(name: string): Value | undefined {
    const kept = this.values.get(name);
    return kept && this.elapsedMs() < kept.until ? kept.value : undefined;
  }

  set(name: string, value: Value): void {
    if (!this.keeps) return;
    this.values.delete(name);
    const until = this.elapsedMs() + KEPT_MS.least + Math.random() * (KEPT_MS.most - KEPT_MS.least);
    this.values.set(name, { value, until });
    if (this.values.size > this.most) this.values.delete(this.values.keys().next().value!);
    if ((this.untidy += 1) % TIDY_EVERY === 0) this.tidy();
  }

  /** Nobody's facts stay for longer than they are kept, asked for again or not. */
  private tidy(): void {
    const now = this.elapsedMs();
    for (const [name, { until }] of this.values) if (now >= until) this.values.delete(name);
  }
}
