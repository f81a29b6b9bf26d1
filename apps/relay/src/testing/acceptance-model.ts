import type { SealedUpdate } from '../record/store-updates.js';

/** One update, as `relay.accept_v2` is given it, but for what it only stores. */
export type Given = Omit<SealedUpdate, 'sealedBody' | 'keyController'> & { readonly ordinal: number };

export interface Judged {
  readonly ordinal: number;
  readonly id: string;
  readonly status: 'accepted' | 'duplicate' | 'conflict' | 'stale';
  readonly newestVersion: number | null;
}

/** What acceptance promises, record by record: the oracle of what the database does a batch at a time. */
export class AcceptanceModel {
  private readonly records = new Map<string, Given>();
  private readonly newest = new Map<string, number>();
  /** By resident: what was accepted, in its order. */
  readonly turns: Record<string, string[]> = {};

  get ids(): string[] {
    return Object.values(this.turns).flat();
  }

  /** In the order sent; versions of a record come in their own. */
  accept(items: readonly Given[]): Judged[] {
    const judged = [...items].sort(inOrder).map((item) => this.one(item));
    return judged.sort((one, other) => one.ordinal - other.ordinal);
  }

  private one(item: Given): Judged {
    const record = `${item.sourceAgency} ${item.sourceId}`;
    const newestVersion = this.newest.get(record) ?? null;
    const known = this.records.get(`${record} ${item.sourceVersion}`);
    const answer = { ordinal: item.ordinal, id: known?.id ?? item.id, newestVersion };
    if (known) return { ...answer, status: isSame(known, item) ? 'duplicate' : 'conflict' };
    if (newestVersion !== null && newestVersion > item.sourceVersion) return { ...answer, status: 'stale' };
    this.records.set(`${record} ${item.sourceVersion}`, item);
    this.newest.set(record, item.sourceVersion);
    (this.turns[item.residentId] ??= []).push(item.id);
    return { ...answer, status: 'accepted' };
  }
}

function inOrder(one: Given, other: Given): number {
  const [a, b] = [one, other].map(({ sourceAgency, sourceId }) => `${sourceAgency} ${sourceId}`) as [string, string];
  if (a !== b) return a < b ? -1 : 1;
  return one.sourceVersion - other.sourceVersion || one.ordinal - other.ordinal;
}

const isSame = (one: Given, other: Given): boolean =>
  one.bodyHash === other.bodyHash && one.residentId === other.residentId && one.category === other.category;
