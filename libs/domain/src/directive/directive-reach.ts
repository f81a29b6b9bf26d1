import type { DirectiveFactStatus } from '../decision/facts.js';

/** What a directive is about, whatever flow is asked about. In each part, null means all. */
export interface DirectiveReach {
  readonly sources: readonly string[] | null;
  readonly recipients: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly purposes: readonly string[] | null;
  /** Under this agreement only; null: whichever it is. */
  readonly agreement: string | null;
}

type Part = readonly string[] | null;

/** Whether everything that `narrow` is about, `wide` is about too. */
export function reachCovers(wide: DirectiveReach, narrow: DirectiveReach): boolean {
  return partsOf(wide).every((part, at) => contains(part, partsOf(narrow)[at]!));
}

/** Whether there is anything that both are about. */
export function reachesOverlap(one: DirectiveReach, other: DirectiveReach): boolean {
  return partsOf(one).every((part, at) => meets(part, partsOf(other)[at]!));
}

function partsOf({ sources, recipients, categories, purposes, agreement }: DirectiveReach): readonly Part[] {
  return [sources, recipients, categories, purposes, agreement === null ? null : [agreement]];
}

function contains(wide: Part, narrow: Part): boolean {
  if (wide === null) return true;
  return narrow !== null && narrow.every((item) => wide.includes(item));
}

function meets(one: Part, other: Part): boolean {
  return one === null || other === null || one.some((item) => other.includes(item));
}

/** A directive as far as it is weighed against another one. */
interface Weighed extends DirectiveReach {
  readonly status: DirectiveFactStatus;
  readonly expiresAt: Date | string | null;
}

/**
 * Which of a resident's directives in force a consent that begins now replaces: what they said before within it, but no stop that
 * outlasts it, so that its end opens nothing that they had closed. Under an agreement that asks for consent it does not: nothing
 * flows there without a yes (domain 1.1).
 */
export function replacedByConsent<Said extends Weighed>(consent: Lasting, current: readonly Said[]): Said[] {
  const outlasts = (said: Weighed): boolean => consent.agreement === null && stopEndOf(said) > endOf(consent);
  return current.filter((said) => reachCovers(consent, said) && (said.status === 'ConsentGiven' || !outlasts(said)));
}

/** Stops in force about something of this reach: beside those that it does not replace, a consent cannot be given. */
export function stopsAbout<Said extends Weighed>(
  reach: DirectiveReach,
  current: readonly Said[],
  now: Date | string,
): Said[] {
  return current.filter((said) => isStop(said) && endOf(said) > timeOf(now) && reachesOverlap(reach, said));
}

/**
 * Which a refusal or objection replaces: every consent within it, and its own like that it outlasts. Any other stop stays
 * beside it, however narrow: whoever lifts the wider one later takes only that one back.
 */
export function replacedByStop<Said extends Weighed>(stop: Weighed, current: readonly Said[]): Said[] {
  return current.filter((said) => (said.status === 'ConsentGiven' ? reachCovers(stop, said) : saysAsMuch(stop, said)));
}

/**
 * The refusal or objection in force that says just what this one does. Said again it adds nothing, so the first keeps its time and
 * its reference (an objection is answered within a month of it, UK GDPR Art 12(3)); one that was upheld is not pending once more.
 * None where a consent came meanwhile, which is still to be ended.
 */
export function stopSaidBefore<Said extends Weighed>(stop: Weighed, current: readonly Said[]): Said | undefined {
  if (replacedByStop(stop, current).some((said) => !isStop(said))) return undefined;
  return current.find((said) => isStop(said) && saysAsMuch(said, stop) && endOf(said) === endOf(stop));
}

function saysAsMuch(stop: Weighed, said: Weighed): boolean {
  return isAsStrong(stop.status, said.status) && reachCovers(said, stop) && coversAsLong(stop, said);
}

/** Objections, those first that say less: not barring until it is decided, barring until then, upheld. */
const OBJECTIONS: readonly DirectiveFactStatus[] = ['ObjectionPending', 'ObjectionPendingHighHarm', 'Objected'];

const isAsStrong = (one: DirectiveFactStatus, other: DirectiveFactStatus): boolean =>
  one === other || (OBJECTIONS.includes(other) && OBJECTIONS.indexOf(one) > OBJECTIONS.indexOf(other));

type Lasting = DirectiveReach & Pick<Weighed, 'expiresAt'>;

/** Whether everything that `narrow` is about, `wide` is about too, and for at least as long. */
export function coversAsLong(wide: Lasting, narrow: Lasting): boolean {
  return reachCovers(wide, narrow) && endOf(narrow) <= endOf(wide);
}

const timeOf = (at: Date | string): number => new Date(at).getTime();

/** Whether two say just the same, of the same and for as long. */
export const saysTheSame = (one: Lasting, other: Lasting): boolean =>
  coversAsLong(one, other) && coversAsLong(other, one);

const endOf = ({ expiresAt }: Lasting): number => (expiresAt === null ? Infinity : timeOf(expiresAt));

/** A withdrawal never lapses: the end that it carries was the consent's. */
const stopEndOf = (said: Weighed): number => (said.status === 'ConsentWithdrawn' ? Infinity : endOf(said));

/** A refusal, or an objection, upheld or still to be decided. */
export const isStop = ({ status }: { readonly status: DirectiveFactStatus }): boolean =>
  status !== 'ConsentGiven' && status !== 'ConsentWithdrawn';

/** Upheld, or still to be decided. */
export const isObjection = ({ status }: { readonly status: DirectiveFactStatus }): boolean =>
  OBJECTIONS.includes(status);
