import { Question, type Shown } from '../../shell/journey/question.js';
import { errorOf, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';

/** As the policy app takes them (apps/policy: CLAIM_REASONS). */
export const CLAIM_REASONS = ['covering-colleague', 'duty-desk', 'urgent-contact', 'new-referral', 'other'] as const;

export interface Claim {
  readonly reason: string;
  readonly words: string;
}

export const reasonOf = ({ reason }: Pick<Claim, 'reason'>): (typeof CLAIM_REASONS)[number] | undefined =>
  CLAIM_REASONS.find((one) => one === reason);

/** The one page on which a practitioner says how they work with a person, and reads what follows from saying so. */
export class ClaimQuestion extends Question<Claim, { readonly t: Translate }> {
  readonly step = '';
  readonly asks = ['reason', 'words'];

  /** What the broker would refuse. */
  errors({ reason, words }: Claim, { t }: { readonly t: Translate }): FieldError[] {
    const wrong = (field: string, key: string): FieldError => ({ field, text: t(`practitioner.claim.errors.${key}`) });
    return [
      ...(reasonOf({ reason }) === undefined ? [wrong('reason', 'reason')] : []),
      ...(words.length < 10 ? [wrong('words', 'words')] : []),
      ...(words.length > 500 ? [wrong('words', 'tooLong')] : []),
    ];
  }

  page(claim: Claim, { t }: { readonly t: Translate }, errors: readonly FieldError[]): Shown {
    const say = (key: string): string => t(`practitioner.claim.${key}`);
    const model = {
      lead: say('lead'),
      consequences: {
        title: say('consequences.title'),
        items: ['alert', 'hours', 'only', 'seen'].map((key) => say(`consequences.${key}`)),
      },
      radios: {
        idPrefix: 'reason',
        name: 'reason',
        fieldset: { legend: { text: say('reason.title'), classes: 'govuk-fieldset__legend--m' } },
        errorMessage: errorOf(errors, 'reason'),
        items: CLAIM_REASONS.map((reason) => ({
          value: reason,
          text: say(`reason.${reason}`),
          checked: reason === claim.reason,
        })),
      },
      textarea: {
        id: 'words',
        name: 'words',
        value: claim.words,
        rows: 4,
        label: { text: say('words.title'), classes: 'govuk-label--m' },
        hint: { text: say('words.hint') },
        errorMessage: errorOf(errors, 'words'),
      },
      button: { text: say('submit'), preventDoubleClick: true },
    };
    return { template: 'practitioner/form', title: say('title'), model };
  }
}
