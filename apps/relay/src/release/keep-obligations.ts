import type { Obligations } from '#libs/domain';
import type { Decided, Prepared } from './asked.js';
import { hidesNothing } from './hidden.js';

export type Obligation = keyof Obligations;

/** Everything that this product knows to oblige somebody to. */
export const EVERY_OBLIGATION: readonly Obligation[] = [
  'redact',
  'mask',
  'notify',
  'deferNotice',
  'noOnwardSharing',
  'alert',
  'hideLocation',
  'accuracyDisputed',
];

/**
 * Obligations bind the one who enforces a permit (design 4): a way out that cannot carry one of them out must deny. Also
 * one of a name that nobody here knows, from a decision point that is newer than this process.
 */
export function breaksObligation({ decision }: Decided, kept: readonly Obligation[]): boolean {
  if (decision.outcome !== 'permit') return false;
  const asked = Object.entries(decision.obligations).filter(([, value]) => obliges(value));
  return asked.some(([name]) => !kept.includes(name as Obligation));
}

/** A denial in place of a permit; nothing of the delivery but what it is about. */
export function refuseUnkept<Content>(item: Decided): Prepared<Content> {
  const { deliveryId, recordId } = item.asked;
  const delivery = deliveryId && { delivery: { id: deliveryId, ...(recordId && { recordId }) } };
  return { ...item, ...delivery, content: null, refusal: 'obligation-not-kept' };
}

function obliges(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

const NO_ONWARD_SHARING = 'mark:no-onward-sharing';
const NO_LOCATION = 'mark:no-location';
/** What hides by the shapes of bodies; raised when they come to withhold more, so that what was sealed before is replaced. */
const BY_SHAPE = 'mark:by-shape-2';
const ACCURACY_DISPUTED = 'mark:accuracy-disputed';

/**
 * What a delivery was sealed under, as its mask: redacted fields by their names, masked ones as `mask:<field>`, and the marks
 * that its envelope carries. None of them can be added to a sealed envelope later. Stays here: it would tell of a shield.
 */
export function maskOf({ redact, mask, hideLocation, noOnwardSharing, accuracyDisputed }: Obligations): string[] {
  return [
    ...(hidesNothing({ redact, mask, hideLocation }) ? [] : [BY_SHAPE]),
    ...(hideLocation ? [NO_LOCATION] : []),
    ...redact,
    ...mask.map((field) => `mask:${field}`),
    ...(noOnwardSharing ? [NO_ONWARD_SHARING] : []),
    ...(accuracyDisputed ? [ACCURACY_DISPUTED] : []),
  ];
}

/** Whether a delivery sealed under this mask still shows no more than the obligations allow. Redacting a field masks it too. */
export function maskCovers(mask: readonly string[], obligations: Obligations): boolean {
  const masked = (item: string): boolean => item.startsWith('mask:') && mask.includes(item.slice('mask:'.length));
  return maskOf(obligations).every((item) => mask.includes(item) || masked(item));
}

export interface Notice {
  readonly kind: 'tell-resident' | 'alert-officer';
  /** Not sent until a person decides (domain 1.15). */
  readonly held: boolean;
}

/**
 * Who is to be told of a disclosure, in the statement that makes it. An offer and a listing show nothing that can be read;
 * their opening does, and is told of.
 */
export function noticesOf({ asked, decision }: Decided): Notice[] {
  const readable = asked.kind === 'view' || asked.kind === 'open';
  if (!readable || decision.outcome !== 'permit') return [];
  const { notify, deferNotice, alert } = decision.obligations;
  return [
    ...(notify || deferNotice ? [{ kind: 'tell-resident' as const, held: deferNotice }] : []),
    ...(alert ? [{ kind: 'alert-officer' as const, held: false }] : []),
  ];
}
