import type { KeyHolder } from '#libs/sealing';
import { type DataKey, NO_KEY } from './data-key.js';

/** Who keeps something about a resident: an agency, by its code, or with null the place itself. */
export type Controller = string | null;

/** How a holder is named in the private index of the log, and in what a wrapped key is bound to. */
export const holderAt = (residentId: string, controller: Controller): KeyHolder => ({
  level: 'resident',
  id: controller === null ? residentId : `${residentId}/${controller}`,
});

/** A resident and controller by a holder's id: no id of a resident holds a slash, nor does a code. */
export function holdingOf(id: string): { readonly residentId: string; readonly controller: Controller } {
  const [residentId, controller] = id.split('/') as [string, string?];
  return { residentId, controller: controller ?? null };
}

export const nameOf = ({ level, id }: KeyHolder): string => `${level}/${id}`;

/** The keys that one piece of work needs, as they were read in one statement. */
export class Keys {
  constructor(private readonly byName: ReadonlyMap<string, DataKey>) {}

  of(holder: KeyHolder): DataKey {
    return this.byName.get(nameOf(holder)) ?? NO_KEY;
  }

  /** What the place itself keeps about a resident: who they are, what they said. */
  ofResident(id: string): DataKey {
    return this.at(id, null);
  }

  at(residentId: string, controller: Controller): DataKey {
    return this.of(holderAt(residentId, controller));
  }

  /**
   * What holds an entry about a record of this source: the resident's key there. A source without one has sent nothing, and one
   * that has erased them keeps nothing: that somebody asked is then the place's to keep. So it is where the key there cannot be
   * read: nothing of the record leaves meanwhile, and that it was asked for must be written.
   */
  forEntry(residentId: string, source: Controller): DataKey {
    const key = this.at(residentId, source);
    return key.state === 'held' ? key : this.ofResident(residentId);
  }
}
