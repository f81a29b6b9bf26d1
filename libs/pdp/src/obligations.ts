import type { Rule } from '#libs/cedar';
import { noObligations, type Category, type Obligations } from '#libs/domain';
import type { AgreementFact } from './facts/asked.js';

/** The obligations of a satisfied permit, with the agreement that it was evaluated under. */
export interface Obliging {
  obligations: readonly string[];
  agreement: AgreementFact | null;
}

/** The obligations that a rule names in its `@obligation`, separated by commas. */
export const obligationNames = ({ annotations }: Rule): string[] =>
  (annotations['obligation'] ?? '').split(/[\s,]+/).filter((name) => name !== '');

type Flag = 'notify' | 'deferNotice' | 'noOnwardSharing' | 'alert';

const FLAGS = new Map<string, Flag>([
  ['notify', 'notify'],
  ['defer-notice', 'deferNotice'],
  ['no-onward-sharing', 'noOnwardSharing'],
  ['alert', 'alert'],
]);

const REDACT = 'redact:';
const MASK = 'mask:';

export const isKnownObligation = (name: string): boolean =>
  name === 'redact' || name === 'onward-as-agreed' || FLAGS.has(name) || /^(redact|mask):[\w.[\]-]+$/.test(name);

/** The first obligation that nobody here knows how to keep. */
export const findUnknownObligation = (names: readonly string[]): string | null =>
  names.find((name) => !isKnownObligation(name)) ?? null;

/**
 * The union over all satisfied permits (design 4): a further permit never shows a field that another hides.
 * `redact` hides the fields that the agreement names for the category, `redact:<field>` that field, always;
 * `mask:<field>` shows its end only, and yields to a redaction of the same field. `onward-as-agreed` forbids onward
 * sharing unless the agreement allows it. What leaves in spite of a restriction is marked as disputed; what leaves in spite of
 * a shield must not locate, whatever its category.
 */
export function uniteObligations(
  permits: readonly Obliging[],
  category: Category,
  { restricted = false, shielded = false } = {},
): Obligations {
  const united = noObligations();
  united.accuracyDisputed = restricted;
  united.hideLocation = shielded;
  const redact = new Set<string>();
  const mask = new Set<string>();
  for (const { obligations, agreement } of permits) {
    for (const name of obligations) {
      const flag = FLAGS.get(name);
      if (flag !== undefined) united[flag] = true;
      else if (name === 'redact') for (const field of agreement?.redactions[category] ?? []) redact.add(field);
      else if (name === 'onward-as-agreed') united.noOnwardSharing ||= !(agreement?.onwardSharing ?? false);
      else if (name.startsWith(REDACT)) redact.add(name.slice(REDACT.length));
      else if (name.startsWith(MASK)) mask.add(name.slice(MASK.length));
    }
  }
  if (redact.size > 0) united.redact = [...redact].sort();
  if (mask.size > 0) united.mask = [...mask].filter((field) => !redact.has(field)).sort();
  return united;
}
