import type { DiscloserFlaw } from './flaws.js';

/** What a test tells a discloser process to do, until it is told to stop. */
export interface DiscloseOrder {
  readonly kind: 'start';
  /** Sign-in as `relay_app`. */
  readonly url: string;
  readonly disclosers: number;
  readonly residents: number;
  readonly seed: number;
  readonly flaw: DiscloserFlaw | null;
  /** `views` is only single views and batches of views; `everything` also accepts, offers and opens. */
  readonly work: 'views' | 'everything';
  readonly largestBatch: number;
}
export type Order = DiscloseOrder | { readonly kind: 'stop' };

/** What a discloser was told by the database; held against the tables afterwards. */
export interface Tally {
  recordedPermits: number;
  recordedDenials: number;
  moved: number;
  gone: number;
  offered: number;
  /** By SQLSTATE: 40P01 is a deadlock, 55P03 a lock that did not come within its bound. */
  errors: { [sqlState: string]: number };
}
export type Report = { readonly kind: 'ready' } | { readonly kind: 'tally'; readonly tally: Tally };
