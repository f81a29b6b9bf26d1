import type { Translate } from '../../shell/texts.js';
import { exactMoment } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import { describeAgreement, describeDirective } from './describe.js';
import { instructionFor, type KnownSharing } from './known-sharing.js';
import type { Recorded, Step, Told } from './told.js';

export interface CheckTold {
  readonly t: Translate;
  readonly language: string;
  readonly path: string;
  readonly told: Told;
  readonly sharing: KnownSharing;
}

/** Everything that is about to be recorded, with what follows from it. */
export function presentCheck(check: CheckTold): object {
  const { t, path, told } = check;
  const row = (step: Step, value: string): object => {
    const name = step === 'part' && told.what === 'refuse' ? 'whom' : step;
    const key = t(`practitioner.told.check.${name}`);
    const href = step === 'what' ? `${path}/told` : `${path}/told/${step}`;
    return {
      key: { text: key },
      value: { text: value, classes: step === 'which' || step === 'part' ? 'long-value data' : '' },
      actions: { items: [{ href, text: t('practitioner.told.check.change'), visuallyHiddenText: key.toLowerCase() }] },
    };
  };
  const which = whichOf(check);
  return {
    rows: [
      row('what', t(`practitioner.told.what.${told.what}`)),
      ...(which === undefined ? [] : [row('which', which)]),
      ...(told.parts.length > 0 ? [row('part', partsOf(check))] : []),
      ...(told.channel === '' ? [] : [row('channel', word(t, 'channel', told.channel))]),
    ],
    effects: {
      title: t('practitioner.told.check.effects'),
      items: [effectOf(check), t('practitioner.told.check.atOnce'), t('practitioner.told.check.past')],
    },
    submit: { text: t('practitioner.told.check.submit'), preventDoubleClick: true },
  };
}

/** Both versions, where somebody changed it first: what was sent, and how it is now. */
export function presentConflict(check: CheckTold): object {
  const { t, path, told, sharing, language } = check;
  const now = sharing.given.find(({ id }) => id === told.directive);
  const described = now && describeDirective(t, now, sharing, language);
  return {
    lead: t('practitioner.told.conflict.lead'),
    sentTitle: t('practitioner.told.conflict.sent'),
    sent: [t(`practitioner.told.what.${told.what}`), partsOf(check)].filter((text) => text !== ''),
    nowTitle: t('practitioner.told.conflict.now'),
    now: described ? [described.title, described.says] : [t('practitioner.told.conflict.gone')],
    again: { text: t('practitioner.told.conflict.again'), href: `${path}/told` },
  };
}

/** When it counts from, and how the resident learns of it. */
export function presentDone(t: Translate, recorded: Recorded, language: string, path: string): object {
  return {
    panel: t(`practitioner.told.done.${recorded.what}`),
    effective: { label: t('practitioner.told.done.effective'), ...exactMoment(recorded.effectiveAt, language) },
    reference: t('practitioner.told.done.reference', { reference: recorded.recordedId }),
    nextTitle: t('practitioner.told.done.nextTitle'),
    next: ['sees', 'tell', 'opened', 'wrong'].map((key) => t(`practitioner.told.done.${key}`)),
    links: [
      { text: t('practitioner.told.done.another'), href: `${path}/told` },
      { text: t('practitioner.told.done.person'), href: path },
    ],
  };
}

function whichOf({ t, language, told, sharing }: CheckTold): string | undefined {
  const agreement = sharing.stoppable.find(({ id }) => id === told.agreement);
  if (told.what === 'refuse' && agreement) return describeAgreement(t, agreement).title;
  const directive = sharing.given.find(({ id }) => id === told.directive);
  if (!directive) return undefined;
  const { title, says } = describeDirective(t, directive, sharing, language);
  return `${title}: ${says}`;
}

function partsOf({ t, told, sharing }: CheckTold): string {
  const names =
    told.what === 'refuse' ? told.parts.map((code) => sharing.agencies(code)) : words(t, 'category', told.parts);
  return names.join(', ');
}

function effectOf({ t, told, sharing }: CheckTold): string {
  if (told.what !== 'refuse') return t(`practitioner.told.check.effect.${told.what}`);
  const agreement = sharing.stoppable.find(({ id }) => id === told.agreement);
  return t(`practitioner.told.check.effect.${(agreement && instructionFor(agreement)) ?? 'refuse'}`);
}
