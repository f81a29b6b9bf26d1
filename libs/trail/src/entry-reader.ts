import type { Json } from '#libs/domain';
import { askRows, type SqlExecutor } from '#libs/persistence';
import { type OpenDetail, SealingError } from '#libs/sealing';
import { sha256 } from '#libs/tlog';
import type { DataKey } from './data-key.js';

/** The sealed detail of an entry, and its entry's own key under its holder's. */
export interface SealedRow {
  readonly entryId: string;
  readonly sealed: Buffer;
  readonly wrappedEntryKey: Buffer;
  /** Its holder's. */
  readonly key: DataKey;
}

/** Its hash and proof remain, whichever it is (promise 10). */
export type OpenedEntry =
  | { readonly state: 'open'; readonly detail: Json }
  /** The holder's key is gone, and this with it. */
  | { readonly state: 'erased' }
  /** The holder's key cannot be read at present or is not the one that it was sealed under, or a byte was changed. */
  | { readonly state: 'unreadable' };

/** Details name facts of the place that are not there, or no longer what their names say: the database was tampered with. */
export class PlaceFactsMissing extends Error {
  override readonly name = 'PlaceFactsMissing';

  constructor(readonly names: readonly string[]) {
    super(`facts of the place that entries rest on are not stored: ${names.join(', ')}`);
  }
}

const READ = {
  name: 'place-facts',
  text: `SELECT encode(name, 'hex') AS name, text FROM audit.read_place_v1($1::bytea[])`,
};
const MOST_KNOWN = 1_000;

/** Opens entries as they were sealed, in whatever form their release wrote them. */
export class EntryReader {
  /** By name: what a name stands for never changes. The longest known leave first. */
  private readonly known = new Map<string, Json>();

  /**
   * In their order; what does not open stops nobody who reads many.
   * @throws PlaceFactsMissing: a detail is told whole or not at all.
   */
  async open(on: SqlExecutor, rows: readonly SealedRow[]): Promise<OpenedEntry[]> {
    const opened = rows.map(openRow);
    const names = new Set(opened.flatMap((one) => (one.state === 'open' ? one.placeFacts : [])));
    const facts = await this.factsOf(on, [...names]);
    return opened.map((one) =>
      one.state === 'open' ? { state: 'open', detail: one.detail.read((name) => facts.get(name)!) } : one,
    );
  }

  private async factsOf(on: SqlExecutor, names: readonly string[]): Promise<ReadonlyMap<string, Json>> {
    const facts = new Map<string, Json>();
    for (const name of names) if (this.known.has(name)) facts.set(name, this.known.get(name)!);
    const unknown = names.filter((name) => !facts.has(name));
    if (unknown.length === 0) return facts;
    const found = await askRows<Stored>(on, READ, [unknown.map((name) => Buffer.from(name, 'hex'))]);
    for (const { name, text } of found.filter(isItself)) facts.set(name, this.keep(name, JSON.parse(text) as Json));
    const missing = unknown.filter((name) => !facts.has(name));
    if (missing.length > 0) throw new PlaceFactsMissing(missing);
    return facts;
  }

  private keep(name: string, fact: Json): Json {
    if (this.known.size >= MOST_KNOWN) this.known.delete(this.known.keys().next().value!);
    this.known.set(name, fact);
    return fact;
  }
}

interface Stored {
  readonly name: string;
  readonly text: string;
}

const isItself = ({ name, text }: Stored): boolean => sha256(Buffer.from(text)).toString('hex') === name;

type Opening =
  | { readonly state: 'open'; readonly detail: OpenDetail; readonly placeFacts: readonly string[] }
  | Exclude<OpenedEntry, { state: 'open' }>;

function openRow({ key, entryId, sealed, wrappedEntryKey }: SealedRow): Opening {
  if (key.state === 'unreadable') return { state: 'unreadable' };
  if (key.state !== 'held') return { state: 'erased' };
  try {
    const detail = key.openDetail({ sealed, wrappedEntryKey }, entryId);
    return { state: 'open', detail, placeFacts: detail.placeFacts };
  } catch (error) {
    if (error instanceof SealingError) return { state: 'unreadable' };
    throw error;
  }
}
