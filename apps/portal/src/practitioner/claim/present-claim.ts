import type { Fields } from '../../session/session.js';
import { errorList, errorOf, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../shell/texts.js';
import { typed } from '../../shell/typed.js';

/** As the policy app takes them (apps/policy: CLAIM_REASONS). */
export const CLAIM_REASONS = ['covering-colleague', 'duty-desk', 'urgent-contact', 'new-referral', 'other'] as const;

/** What is wrong with what was typed; what the broker would refuse. */
export function checkClaim(fields: Fields, t: Translate): FieldError[] {
  const errors: FieldError[] = [];
  if (!(CLAIM_REASONS as readonly string[]).includes(typed(fields, 'reason'))) {
    errors.push({ field: 'reason', text: t('practitioner.claim.errors.reason') });
  }
  const { length } = typed(fields, 'words');
  if (length < 10) errors.push({ field: 'words', text: t('practitioner.claim.errors.words') });
  if (length > 500) errors.push({ field: 'words', text: t('practitioner.claim.errors.tooLong') });
  return errors;
}

/** The one page on which a practitioner says how they work with a person, and reads what follows from saying so. */
export function presentClaim(t: Translate, fields: Fields, errors: readonly FieldError[]): object {
  return {
    errorSummary: errors.length > 0 && { titleText: t('shell.errorSummary'), errorList: errorList(errors) },
    lead: t('practitioner.claim.lead'),
    consequences: {
      title: t('practitioner.claim.consequences.title'),
      items: ['alert', 'hours', 'only', 'seen'].map((key) => t(`practitioner.claim.consequences.${key}`)),
    },
    reason: {
      idPrefix: 'reason',
      name: 'reason',
      fieldset: { legend: { text: t('practitioner.claim.reason.title'), classes: 'govuk-fieldset__legend--m' } },
      errorMessage: errorOf(errors, 'reason'),
      items: CLAIM_REASONS.map((reason) => ({
        value: reason,
        text: t(`practitioner.claim.reason.${reason}`),
        checked: reason === typed(fields, 'reason'),
      })),
    },
    words: {
      id: 'words',
      name: 'words',
      value: typed(fields, 'words'),
      rows: 4,
      label: { text: t('practitioner.claim.words.title'), classes: 'govuk-label--m' },
      hint: { text: t('practitioner.claim.words.hint') },
      errorMessage: errorOf(errors, 'words'),
    },
    submit: { text: t('practitioner.claim.submit'), preventDoubleClick: true },
  };
}
