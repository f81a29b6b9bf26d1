import { isDeepStrictEqual } from 'node:util';
import type { AgreementTerms } from './agreement-terms.js';

type Field = keyof AgreementTerms;
type Narrower = (before: AgreementTerms, after: AgreementTerms) => boolean;
export type NarrowerRules = Readonly<Partial<Record<Field, Narrower>>>;

/**
 * When a changed field only takes away from what may be shared or how long it is kept. A field that is not listed is
 * part of what was signed, whichever way it changes. The title and the review's date open nothing.
 */
export const NARROWER: NarrowerRules = {
  title: () => true,
  reviewAt: () => true,
  categories: (before, after) => within(after.categories, before.categories),
  recipientRoles: (before, after) => within(after.recipientRoles, before.recipientRoles),
  systemRoles: (_, after) => !after.systemRoles,
  maxConsentDays: (before, after) => atMost(after.maxConsentDays, before.maxConsentDays),
  retentionDays: (before, after) => before.retentionDays !== null && atMost(after.retentionDays, before.retentionDays),
  onwardSharing: (before, after) => before.onwardSharing === true && after.onwardSharing === false,
  startsAt: (before, after) => after.startsAt >= before.startsAt,
  expiresAt: (before, after) =>
    after.expiresAt !== null && (before.expiresAt === null || after.expiresAt <= before.expiresAt),
  parties: (before, after) =>
    after.parties.every((party) => before.parties.some((known) => isDeepStrictEqual(known, party))),
  redactions: (before, after) =>
    Object.entries(before.redactions).every(
      ([category, fields]) =>
        !(after.categories as readonly string[]).includes(category) || within(fields, after.redactions[category] ?? []),
    ),
  partyRoles: (before, after) =>
    Object.entries(after.partyRoles).every(([agency, role]) => before.partyRoles[agency] === role),
};

/** The fields by which the new terms allow more than the old, or rest on something else; none: they only narrow. */
export function whatWidens(before: AgreementTerms, after: AgreementTerms, rules = NARROWER): Field[] {
  return changedFields(before, after).filter((field) => !(rules[field]?.(before, after) ?? false));
}

export function changedFields(before: AgreementTerms, after: AgreementTerms): Field[] {
  return (Object.keys(after) as Field[]).filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

const within = (some: readonly string[], all: readonly string[]): boolean => some.every((one) => all.includes(one));

/** A limit that is not set is no limit. */
const atMost = (after: number | null, before: number | null): boolean =>
  after !== null && (before === null || after <= before);
