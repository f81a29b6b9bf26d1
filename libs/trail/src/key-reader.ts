import { askRows, type SqlExecutor } from '#libs/persistence';
import { type KeyHolder, KeyRing } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { type DataKey, HeldKey, NO_KEY } from './data-key.js';

interface Wrapped {
  readonly id: string;
  readonly wrapped: Buffer;
}

const RESIDENTS = {
  name: 'resident-keys',
  text: 'SELECT resident_id AS id, wrapped_key AS wrapped FROM consent.resident_keys_v1($1::uuid[])',
};
/** The log's own: who opens an entry that a practitioner's key holds. */
const PRACTITIONERS = {
  name: 'practitioner-keys',
  text: 'SELECT practitioner AS id, wrapped_key AS wrapped FROM audit.practitioner_key WHERE practitioner = ANY ($1)',
};
const PLACE: KeyHolder = { level: 'place', id: 'place' };

/** The keys that one piece of work needs. */
export interface Keys {
  of(holder: KeyHolder): DataKey;
  ofResident(id: string): DataKey;
}

/**
 * The one reader of data keys: residents' and practitioners' as they are stored, the place's own as the ring derives it.
 * Unwrapped for one piece of work and never kept. What a key holds is sealed and opened by `HeldKey`.
 */
@Injectable()
export class KeyReader {
  constructor(private readonly ring: KeyRing) {}

  /** Holds what no person's key can: somebody unknown, or erased. Lives as long as the ring. */
  ofPlace(): HeldKey {
    return new HeldKey(PLACE, this.ring.placeKey(PLACE.id));
  }

  async ofResident(on: SqlExecutor, id: string): Promise<DataKey> {
    return (await this.ofResidents(on, [id])).ofResident(id);
  }

  /** In one statement, whether or not there are such residents; in none where nobody is named. */
  ofResidents(on: SqlExecutor, ids: readonly string[]): Promise<Keys> {
    return this.ofHolders(
      on,
      ids.map((id) => ({ level: 'resident', id })),
    );
  }

  async ofHolders(on: SqlExecutor, holders: readonly KeyHolder[]): Promise<Keys> {
    const found = new Map<string, HeldKey>();
    for (const [level, statement] of [
      ['resident', RESIDENTS],
      ['practitioner', PRACTITIONERS],
    ] as const) {
      const ids = [...new Set(holders.flatMap((holder) => (holder.level === level ? [holder.id] : [])))];
      if (ids.length === 0) continue;
      for (const { id, wrapped } of await askRows<Wrapped>(on, statement, [ids]))
        found.set(nameOf({ level, id }), this.unwrap({ level, id }, wrapped));
    }
    const of = (holder: KeyHolder): DataKey =>
      holder.level === 'place' ? this.unwrapPlace(holder) : (found.get(nameOf(holder)) ?? NO_KEY);
    return { of, ofResident: (id) => of({ level: 'resident', id }) };
  }

  /** Of one whose wrapped key was read with the rest of their row; null where it is erased. */
  ofRow(residentId: string, wrapped: Buffer): HeldKey;
  ofRow(residentId: string, wrapped: Buffer | null): DataKey;
  ofRow(residentId: string, wrapped: Buffer | null): DataKey {
    return wrapped === null ? NO_KEY : this.unwrap({ level: 'resident', id: residentId }, wrapped);
  }

  /** For somebody new: the wrapped form alone is stored, with them. */
  newResident(id: string): { readonly key: HeldKey; readonly wrapped: Buffer } {
    const holder: KeyHolder = { level: 'resident', id };
    const { dataKey, wrapped } = this.ring.newDataKey(holder);
    return { key: new HeldKey(holder, dataKey), wrapped };
  }

  private unwrap(holder: KeyHolder, wrapped: Buffer): HeldKey {
    return new HeldKey(holder, this.ring.unwrapKey(wrapped, holder));
  }

  private unwrapPlace(holder: KeyHolder): HeldKey {
    return new HeldKey(holder, this.ring.placeKey(holder.id));
  }
}

const nameOf = ({ level, id }: KeyHolder): string => `${level}/${id}`;
