import type { Rule } from '#libs/cedar';
import type { AgreementFact, Category, Obligations } from '#libs/domain';

export const noObligations = (): Obligations => ({
  redact: [],
  notify: false,
  deferNotice: false,
  noOnwardSharing: false,
});

/** A satisfied permit, with the agreement that it was evaluated under. */
export interface SatisfiedPermit {
  rule: Rule;
  agreement: AgreementFact | null;
}

/** The obligations that a rule names in its `@obligation`, separated by commas. */
export const obligationNames = ({ annotations }: Rule): string[] =>
  (annotations['obligation'] ?? '').split(/[\s,]+/).filter((name) => name !== '');

const FLAGS = { notify: 'notify', 'defer-notice': 'deferNotice', 'no-onward-sharing': 'noOnwardSharing' } as const;

/** `redact`: the fields that the agreement names for the category; `redact:<field>`: that field, always. */
const redactionsFor = (name: string, agreement: AgreementFact | null, category: Category): string[] =>
  name === 'redact' ? (agreement?.redactions[category] ?? []) : [name.slice('redact:'.length)];

export const isKnownObligation = (name: string): boolean =>
  name === 'redact' || /^redact:[\w.[\]-]+$/.test(name) || Object.hasOwn(FLAGS, name);

/** The first obligation among satisfied permits that nobody here knows how to keep, with its rule. */
export const findUnknownObligation = (permits: readonly SatisfiedPermit[]): Rule | null =>
  permits.find(({ rule }) => !obligationNames(rule).every(isKnownObligation))?.rule ?? null;

/** The union over all satisfied permits (design 4): a further permit never shows a field that another hides. */
export const uniteObligations = (permits: readonly SatisfiedPermit[], category: Category): Obligations => {
  const united = noObligations();
  const redact = new Set<string>();
  for (const { rule, agreement } of permits) {
    for (const name of obligationNames(rule)) {
      if (Object.hasOwn(FLAGS, name)) united[FLAGS[name as keyof typeof FLAGS]] = true;
      else redactionsFor(name, agreement, category).forEach((field) => redact.add(field));
    }
  }
  return { ...united, redact: [...redact].sort() };
};
