import { askRows, type SqlExecutor } from '#libs/persistence';
import { type KeyHolder, KeyRing, unlessUnreadable } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { type DataKey, ERASED, HeldKey, NO_KEY, UNREADABLE } from './data-key.js';
import { type Controller, holderAt, holdingOf, Keys, nameOf } from './keys.js';

/** A resident's key as it is stored, at the place or at a controller. */
export interface HeldRow {
  readonly id: string;
  readonly controller: Controller;
  /** Null once erased. */
  readonly wrapped: Buffer | null;
}

/** A query for these columns, by the numbers of its parameters: for a statement that reads something else along, and then `ofRows`. */
export const heldRows = (residents: string, controllers: string): string =>
  `SELECT resident_id AS id, controller, wrapped_key AS wrapped
    FROM consent.held_keys_v1(${residents}::uuid[], ${controllers}::text[])`;

const RESIDENTS = { name: 'held-keys', text: heldRows('$1', '$2') };
/** The log's own: who opens an entry that a practitioner's key holds. */
const PRACTITIONERS = {
  name: 'practitioner-keys',
  text: 'SELECT practitioner AS id, NULL AS controller, wrapped_key AS wrapped FROM audit.practitioner_key WHERE practitioner = ANY ($1)',
};
const KEEP = { name: 'keep-controller-keys', text: 'SELECT consent.keep_controller_keys_v1($1::jsonb)' };
const PLACE: KeyHolder = { level: 'place', id: 'place' };

/** A resident, and the agency that keeps something about them. */
export interface Holding {
  readonly residentId: string;
  readonly controller: string;
}

/**
 * The one reader of data keys: residents' and practitioners' as they are stored, the place's own as the ring derives it.
 * Unwrapped for one piece of work and never kept. What a key holds is sealed and opened by `HeldKey`. A key that does not open
 * is its holder's matter alone: it is `unreadable`, is told (`unreadableKeyAlarm`), and the others of the statement are read.
 */
@Injectable()
export class KeyReader {
  /** `tell` hears of each key that did not open, whenever it is read. */
  constructor(
    protected readonly ring: KeyRing,
    private readonly tell: (holder: KeyHolder) => void = () => undefined,
  ) {}

  /** Holds what no person's key can: somebody unknown, or erased. Lives as long as the ring. */
  ofPlace(): HeldKey {
    return new HeldKey(PLACE, this.ring.placeKey(PLACE.id));
  }

  async ofResident(on: SqlExecutor, id: string): Promise<DataKey> {
    return (await this.ofResidents(on, [id])).ofResident(id);
  }

  /** At the place and at these controllers, in one statement, whether or not there are such residents; in none for nobody. */
  async ofResidents(on: SqlExecutor, ids: readonly string[], controllers: Iterable<string> = []): Promise<Keys> {
    const distinct = [...new Set(ids)];
    if (distinct.length === 0) return new Keys(new Map());
    return this.ofRows(await askRows<HeldRow>(on, RESIDENTS, [distinct, [...new Set(controllers)]]));
  }

  /** Of residents, where `heldRows` were read by a statement that reads more. */
  ofRows(rows: readonly HeldRow[]): Keys {
    return new Keys(new Map(rows.map((row) => this.named(holderAt(row.id, row.controller), row.wrapped))));
  }

  /**
   * The same, with a key for each holding that has none yet: whoever comes first makes it, and all get that one. None is made in
   * place of one that was erased or cannot be read, nor for a resident whose key at the place is not held.
   */
  async ofHoldings(on: SqlExecutor, holdings: readonly Holding[]): Promise<Keys> {
    const ids = holdings.map(({ residentId }) => residentId);
    const keys = await this.ofResidents(on, ids, new Set(holdings.map(({ controller }) => controller)));
    return this.withHoldings(on, keys, holdings);
  }

  /** The same, of keys that were read already. */
  async withHoldings(on: SqlExecutor, keys: Keys, holdings: readonly Holding[]): Promise<Keys> {
    const missing = holdings.filter(
      ({ residentId, controller }) =>
        this.isToMake(keys.at(residentId, controller)) && keys.ofResident(residentId).state === 'held',
    );
    if (missing.length === 0) return keys;
    const made = missing.map(({ residentId, controller }) => {
      const { wrapped } = this.ring.newDataKey(holderAt(residentId, controller));
      return { residentId, controller, wrapped: wrapped.toString('base64') };
    });
    await askRows(on, KEEP, [JSON.stringify(made)]);
    const ids = holdings.map(({ residentId }) => residentId);
    return this.ofResidents(on, ids, new Set(holdings.map(({ controller }) => controller)));
  }

  async ofHolders(on: SqlExecutor, holders: readonly KeyHolder[]): Promise<Keys> {
    const ids = (level: KeyHolder['level']): string[] => [
      ...new Set(holders.flatMap((holder) => (holder.level === level ? [holder.id] : []))),
    ];
    const [residents, practitioners] = [ids('resident').map(holdingOf), ids('practitioner')];
    const named: [string, DataKey][] = ids('place').map((id) => this.placed({ level: 'place', id }));
    if (residents.length > 0) {
      const controllers = residents.flatMap(({ controller }) => controller ?? []);
      const rows = await askRows<HeldRow>(on, RESIDENTS, [residents.map(({ residentId }) => residentId), controllers]);
      named.push(...rows.map((row) => this.named(holderAt(row.id, row.controller), row.wrapped)));
    }
    if (practitioners.length > 0) {
      const rows = await askRows<HeldRow>(on, PRACTITIONERS, [practitioners]);
      named.push(...rows.map(({ id, wrapped }) => this.named({ level: 'practitioner', id }, wrapped)));
    }
    return new Keys(new Map(named));
  }

  /** Of one whose wrapped key was read with the rest of their row; null where it is erased. */
  ofRow(residentId: string, wrapped: Buffer | null): DataKey {
    return wrapped === null ? NO_KEY : this.unwrap(holderAt(residentId, null), wrapped);
  }

  /** For somebody new: the wrapped form alone is stored, with them. */
  newResident(id: string): { readonly key: HeldKey; readonly wrapped: Buffer } {
    const holder = holderAt(id, null);
    const { dataKey, wrapped } = this.ring.newDataKey(holder);
    return { key: new HeldKey(holder, dataKey), wrapped };
  }

  protected isToMake({ state }: DataKey): boolean {
    return state === 'none';
  }

  private named(holder: KeyHolder, wrapped: Buffer | null): [string, DataKey] {
    return [nameOf(holder), wrapped === null ? ERASED : this.unwrap(holder, wrapped)];
  }

  private placed(holder: KeyHolder): [string, DataKey] {
    return [nameOf(holder), new HeldKey(holder, this.ring.placeKey(holder.id))];
  }

  protected unwrap(holder: KeyHolder, wrapped: Buffer): DataKey {
    const key = unlessUnreadable(() => this.ring.unwrapKey(wrapped, holder));
    if (key !== undefined) return new HeldKey(holder, key);
    this.tell(holder);
    return UNREADABLE;
  }
}
