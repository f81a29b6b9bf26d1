import type { Translate } from '../../words/texts.js';
import { exactMoment } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import { describeAgreement, describeDirective } from './describe.js';
import { instructionFor, type KnownSharing, withoutParts } from './known-sharing.js';
import type { Recorded } from './recorded.js';
import type { Told, What } from './told.js';

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
  const row = (step: 'what' | 'which' | 'part' | 'channel', value: string): object => {
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
    effects: [...effectsOf(check), t('practitioner.told.check.atOnce'), t('practitioner.told.check.past')],
  };
}

/** When it counts from, and how the resident learns of it. */
export function presentDone(t: Translate, recorded: Recorded, language: string, path: string): object {
  return {
    panel: t(`practitioner.told.done.${recorded.what}`),
    effective: { label: t('practitioner.told.done.effective'), ...exactMoment(recorded.effectiveAt, language) },
    reference: t('practitioner.told.done.reference', { reference: recorded.recordedId }),
    next: [...(recorded.besides ? ['besides'] : []), ...beyond(recorded.what), 'sees', 'tell', 'opened', 'wrong'].map(
      (key) => t(`practitioner.told.done.${key}`),
    ),
    path,
  };
}

function whichOf({ t, language, told, sharing }: CheckTold): string | undefined {
  const agreement = sharing.stoppable.find(({ id }) => id === told.agreement);
  if (told.what === 'refuse' && agreement) return describeAgreement(t, agreement).title;
  const directive = sharing.given.find(({ id }) => id === told.directive);
  const described = directive ?? (told.reach && { ...told.reach, expiresAt: null });
  if (!described) return undefined;
  const { title, says } = describeDirective(t, described, sharing, language);
  return `${title}: ${says}`;
}

export function partsOf({ t, told, sharing }: CheckTold): string {
  const names =
    told.what === 'refuse' ? told.parts.map((code) => sharing.agencies(code)) : words(t, 'category', told.parts);
  return names.join(', ');
}

function effectsOf(check: CheckTold): string[] {
  const { t, told, sharing } = check;
  const say = (key: string): string => t(`practitioner.told.check.effect.${key}`);
  if (told.what === 'refuse') {
    const agreement = sharing.stoppable.find(({ id }) => id === told.agreement);
    const instruction = (agreement && instructionFor(agreement)) ?? 'refuse';
    return [say(instruction), ...(agreement?.state === 'suspended' ? [say('suspended')] : [])];
  }
  const what = endsAll(check) ? 'stop' : told.what;
  const effect = what === told.what ? `${what}` : 'narrowAll';
  return [say(effect), ...beyond(what).map((key) => t(`practitioner.told.check.${key}`))];
}

/** A narrowing that leaves nothing is a stop. */
function endsAll({ told, sharing }: CheckTold): boolean {
  const directive = sharing.given.find(({ id }) => id === told.directive);
  return told.what === 'narrow' && !!directive && withoutParts(directive, told.parts, sharing.agreements).length === 0;
}

/**
 * What ends is more than a practitioner may be shown: a stop ends all of what was agreed to, and a narrowing keeps no kind of
 * information but those that were left on the page. That is said always, since where nothing is hidden it must read the same.
 */
const beyond = (what: What | undefined): string[] => (what === 'stop' || what === 'narrow' ? [`beyond.${what}`] : []);
