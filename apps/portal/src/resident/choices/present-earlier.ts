import type { consent } from '#libs/client';
import type { SharedAgreement } from '../record/answers.js';
import type { Telling } from '../record/telling.js';
import { choiceLine } from './choice-line.js';

/** What was replaced or taken back, as it comes: what ended last first. */
export function presentEarlier(
  { items: directives, next }: consent.DirectivePage,
  items: readonly SharedAgreement[] | undefined,
  telling: Telling,
) {
  const { t } = telling;
  const href = `/resident/choices?after=${next}`;
  return {
    said: directives.map((directive) => choiceLine({ directive, items }, telling)),
    // Arguments of GOV.UK Frontend's pagination, where there is more.
    pagination:
      next === null
        ? undefined
        : { landmarkLabel: t('resident.earlier.title'), next: { href, text: t('resident.looks.older') } },
  };
}
