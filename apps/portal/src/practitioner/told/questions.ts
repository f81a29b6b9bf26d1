import type { Fields } from '../../session/session.js';
import type { Translate } from '../../shell/texts.js';
import { word } from '../../words/words.js';
import { ticked, typed } from '../../shell/typed.js';
import { describeAgreement, describeDirective } from './describe.js';
import { categoriesOf, type KnownSharing, reachOf, recipientsOf } from './known-sharing.js';
import { CHANNELS, NOTHING_TOLD, type Step, type Told, WHATS } from './told.js';
import { whatStands } from './what-stands.js';

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly says?: string;
  /** The text is the name of an agreement or agency, which no catalogue translates. */
  readonly isName?: boolean;
}

/** One question of the journey: what may be chosen, and what to say where there is nothing to choose. */
export interface Question {
  readonly title: string;
  readonly hint: string;
  /** Several may be ticked. */
  readonly many: boolean;
  readonly options: readonly Option[];
  readonly nothing: string;
  readonly chosen: readonly string[];
}

export interface Asking {
  readonly t: Translate;
  readonly language: string;
  readonly told: Told;
  readonly sharing: KnownSharing;
}

export function questionOf(step: Step, { t, language, told, sharing }: Asking): Question {
  const refuses = told.what === 'refuse';
  const key = step === 'which' || step === 'part' ? `${step}.${refuses ? 'refuse' : 'given'}` : step;
  const words = {
    title: t(`practitioner.told.${key}.title`),
    hint: t(`practitioner.told.${key}.hint`),
    nothing: t('practitioner.told.nothing'),
  };
  switch (step) {
    case 'what': {
      const options = WHATS.map((what) => ({
        value: what,
        text: t(`practitioner.told.what.${what}`),
        says: t(`practitioner.told.what.${what}Says`),
      }));
      return { ...words, many: false, options, chosen: [told.what ?? ''] };
    }
    case 'which': {
      const described = refuses
        ? sharing.stoppable.map((one) => ({ value: one.id, ...describeAgreement(t, one) }))
        : sharing.given.map((one) => ({ value: one.id, ...describeDirective(t, one, sharing, language) }));
      const options = described.map(({ value, named, says }) => ({ value, text: named, says, isName: true }));
      return { ...words, many: false, options, chosen: [refuses ? told.agreement : told.directive] };
    }
    case 'part':
      return { ...words, many: true, options: partsOf({ t, language, told, sharing }), chosen: told.parts };
    case 'channel': {
      const options = CHANNELS.map((channel) => ({ value: channel, text: word(t, 'channel', channel) }));
      return { ...words, many: false, options, chosen: [told.channel] };
    }
  }
}

function partsOf({ t, told, sharing }: Asking): Option[] {
  if (told.what === 'refuse') {
    const agreement = sharing.stoppable.find(({ id }) => id === told.agreement);
    return agreement === undefined
      ? []
      : recipientsOf(agreement).map((code) => ({ value: code, text: sharing.agencies(code), isName: true }));
  }
  const directive = sharing.given.find(({ id }) => id === told.directive);
  return directive === undefined
    ? []
    : categoriesOf(directive, sharing.agreements).map((code) => ({ value: code, text: word(t, 'category', code) }));
}

/** What the form answers, or undefined where it does not: an answer is one of the options that were offered. */
export function answered(step: Step, fields: Fields, asking: Asking): Told | undefined {
  const { told } = asking;
  const { options, many } = questionOf(step, asking);
  const offered = (value: string): boolean => options.some((option) => option.value === value);
  const values = many ? ticked(fields, 'answer') : [typed(fields, 'answer')];
  if (values.length === 0 || !values.every(offered)) return undefined;
  const [value] = values as [string];
  switch (step) {
    case 'what': {
      const what = WHATS.find((one) => one === value);
      // Another way through has other questions: what was answered on this one does not count there.
      return what === told.what ? told : { ...NOTHING_TOLD, what };
    }
    case 'which':
      return told.what === 'refuse'
        ? { ...told, agreement: value, parts: value === told.agreement ? told.parts : [] }
        : chosen(value, asking);
    case 'part':
      return { ...told, parts: values };
    case 'channel':
      return { ...told, channel: value };
  }
}

/** Where somebody was first, what they want to end is asked of what stands now: it is not lost, nor taken for more than that. */
function chosen(value: string, asking: Asking): Told {
  const { told, sharing } = asking;
  const directive = sharing.given.find(({ id }) => id === value)!;
  const next = { ...told, directive: value, version: String(directive.version), reach: reachOf(directive) };
  const offered = partsOf({ ...asking, told: next }).map((option) => option.value);
  const goesOn = whatStands(told, sharing).given.includes(directive);
  return { ...next, parts: goesOn ? told.parts.filter((part) => offered.includes(part)) : [] };
}

/** The macro arguments of a question's page. */
export function presentQuestion(t: Translate, question: Question, failed: boolean): object {
  const { title, hint, many, options, nothing, chosen } = question;
  const error = t(many ? 'practitioner.told.errors.many' : 'practitioner.told.errors.one');
  return {
    errorSummary: failed && { titleText: t('shell.errorSummary'), errorList: [{ text: error, href: '#answer' }] },
    nothing: options.length === 0 ? nothing : undefined,
    many,
    choice: {
      idPrefix: 'answer',
      name: 'answer',
      fieldset: {
        legend: { text: title, isPageHeading: true, classes: 'govuk-fieldset__legend--l' },
      },
      hint: { text: hint },
      errorMessage: failed ? { text: error } : undefined,
      items: options.map(({ value, text, says, isName }) => ({
        value,
        text,
        label: { classes: isName ? 'data' : '' },
        checked: chosen.includes(value),
        ...(says === undefined ? {} : { hint: { text: says } }),
      })),
    },
    submit: { text: t('practitioner.told.continue') },
  };
}
