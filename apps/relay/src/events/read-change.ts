import {
  ANYTHING,
  Change,
  ChangeOfResident,
  type Effect,
  effectOf,
  PLACE_RESUMED,
  PlaceResumed,
  readShape,
} from '#libs/contracts';
import { DomainError } from '#libs/domain';
import type { ReceivedEvent } from '#libs/messaging';
import { isUUID } from 'class-validator';

/** What one event asks of deliveries. */
export interface ReadChange {
  /** Whose; null: of everybody whom `resumed` is about. */
  readonly residentId: string | null;
  /** Without a resident: what flows again; null is anything. */
  readonly resumed: PlaceResumed | null;
  readonly effect: Effect;
  /** False where neither its own words nor its kind could be read: then it counts as whatever may end anything. */
  readonly understood: boolean;
}

/** Streams of one resident's changes (`libs/contracts`, topics): whose they are stands outside `data`, too. */
const STREAM_OF_RESIDENT = /^(?:consent|policy)\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Another app's change, checked where it arrives; what it may open and end it says itself (ADR 31). Throws
 * `change-names-nobody` where nothing of it tells what to do, and about whom: that one waits in its own stream for a person.
 */
export function readChange({ type, stream, data }: Pick<ReceivedEvent, 'type' | 'stream' | 'data'>): ReadChange {
  const ofResident = readShape(ChangeOfResident, data);
  if (ofResident) return asking(ofResident.residentId, effectOf(type, ofResident));
  const residentId = namedIn(data) ?? STREAM_OF_RESIDENT.exec(stream)?.[1];
  if (residentId !== undefined) return asking(residentId, undefined);
  const ofMany = readShape(Change, data);
  const effect = ofMany && effectOf(type, ofMany);
  if (effect === undefined) throw new DomainError('change-names-nobody', 'a change names nobody and says nothing');
  const resumed = (type === PLACE_RESUMED && readShape(PlaceResumed, data)) || null;
  return { residentId: null, resumed, effect, understood: true };
}

/** Whatever else is wrong with it. */
function namedIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('residentId' in data)) return undefined;
  const { residentId } = data;
  return typeof residentId === 'string' && isUUID(residentId) ? residentId : undefined;
}

const asking = (residentId: string, effect: Effect | undefined): ReadChange => ({
  ...{ residentId, resumed: null },
  ...{ effect: effect ?? ANYTHING, understood: effect !== undefined },
});
