import { performance } from 'node:perf_hooks';
import type { FastifyRequest } from 'fastify';

/** A committed disclosure whose first byte has not left within this many ms is dropped (design 2, promise 1). */
export const RESPOND_WITHIN_MS = 1_000;

let contentOf: <Content>(held: Held<Content>) => Content;

/**
 * What a way out has fetched. Nobody can read it, nor does it show in JSON, until what one answer carries takes it out, which
 * binds it to that answer's second: no door can forget to.
 */
export class Held<Content> {
  readonly #content: Content;

  static {
    contentOf = (held) => held.#content;
  }

  constructor(content: Content) {
    this.#content = content;
  }
}

/** One item as the fence left it. */
export interface Fenced<Content> {
  readonly asked: { readonly id: string };
  readonly outcome: 'permit' | 'deny';
  /** There only when the disclosure committed. */
  readonly content: Held<Content> | null;
  /** `performance.now()` before the fence was called: from here the answer has its second to begin. */
  readonly fencedAt: number;
}

const carried = new WeakMap<FastifyRequest, Carried>();

/**
 * What the answer to one request carries, and since when. The clock is the monotonic one, which runs on while the process is
 * stopped, and starts before the commit, so it errs on the side of dropping.
 */
export class Carried {
  private readonly permitted: string[] = [];
  private fencedAt = Infinity;

  private constructor() {}

  /** Throws without a request: there would be nothing to bind to. */
  static by(request: FastifyRequest): Carried {
    const known = carried.get(request) ?? new Carried();
    carried.set(request, known);
    return known;
  }

  /** The contents of the items, in their order, from now on bound. */
  take<Content>(items: readonly Fenced<Content>[]): (Content | null)[] {
    for (const { asked, outcome, fencedAt } of items) {
      if (outcome !== 'permit') continue;
      this.permitted.push(asked.id);
      this.fencedAt = Math.min(this.fencedAt, fencedAt);
    }
    return items.map(({ content }) => content && contentOf(content));
  }

  /** The disclosures, where the answer did not begin within its second: then it must not. None is told twice. */
  late(): readonly string[] {
    if (performance.now() - this.fencedAt < RESPOND_WITHIN_MS) return [];
    this.fencedAt = Infinity;
    return this.permitted.splice(0);
  }
}
