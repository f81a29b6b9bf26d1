import { PURPOSES } from '#libs/domain';
import { errorOf, errorSummary, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import { word } from '../../words/words.js';

/** Purposes that no door here serves: test data, and breaking the glass, which has no page yet. Never offered. */
const WITHOUT_DOOR: readonly string[] = ['HTEST', 'BTG'];

export interface WhyForm {
  readonly path: string;
  /** Purposes that agreements give this practitioner; none: all are offered, and the rules answer. */
  readonly own: readonly string[];
  readonly all: boolean;
  readonly chosen: string;
  readonly errors: readonly FieldError[];
  /** `WaysOn`. */
  readonly ways: readonly string[];
}

/** A person's first page: why one is looking, and what needs no reason. */
export function presentPerson(t: Translate, { path, own, all, chosen, errors, ways }: WhyForm): object {
  const offersAll = all || own.length === 0;
  const purposes = offersAll ? PURPOSES.filter((purpose) => !WITHOUT_DOOR.includes(purpose)) : own;
  return {
    errorSummary: errorSummary(t, errors),
    purposes: {
      idPrefix: 'purpose',
      name: 'purpose',
      fieldset: { legend: { text: t('practitioner.person.why.title'), classes: 'govuk-fieldset__legend--m' } },
      hint: { text: t('practitioner.person.why.hint') },
      errorMessage: errorOf(errors, 'purpose'),
      items: purposes.map((purpose) => ({
        value: purpose,
        text: word(t, 'purpose', purpose),
        checked: purpose === chosen,
      })),
    },
    others: offersAll ? undefined : { text: t('practitioner.person.why.others'), href: `${path}?reasons=all` },
    also: ways.map((way) => ({
      text: t(`practitioner.person.also.${way}`),
      href: `${path}/${way}`,
      says: t(`practitioner.person.also.${way}Says`),
    })),
  };
}
