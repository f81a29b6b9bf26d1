import { word, words } from '../../words/words.js';
import { exactMoment, until } from '../../words/times.js';
import type { Directive, OwnAgreement, Reach } from './answers.js';
import type { Fact } from './fact.js';
import { listed, toResident, type Telling } from './telling.js';

export type Side = 'on' | 'no' | 'ended';

const SIDES: Readonly<Record<string, Side>> = {
  ConsentGiven: 'on',
  RenewedConsentGiven: 'on',
  ConsentRefused: 'no',
  Objected: 'no',
  ObjectionPending: 'no',
  ObjectionPendingHighHarm: 'no',
};

/** Whether what was said lets share, forbids it, or counts no more. */
export const sideOf = ({ status }: Pick<Directive, 'status'>): Side => SIDES[status] ?? 'ended';

/** Who may receive under an agreement, each once. */
export const recipientsOf = ({ parties }: OwnAgreement): string[] => [
  ...new Set(parties.map(({ recipient }) => recipient)),
];

/**
 * What to call it: the agreement by its title, or by its id where it is in force no more; else whom it names. `room` has the
 * three texts.
 */
export function titleOf(
  reach: Reach,
  agreements: readonly OwnAgreement[],
  telling: Telling,
  room: 'choice' | 'stop' | 'lift' = 'choice',
): string {
  const { t, agency } = telling;
  if (reach.agreement !== null) {
    const title = agreements.find(({ id }) => id === reach.agreement)?.title ?? reach.agreement;
    return t(`resident.${room}.under`, { title });
  }
  if (reach.recipients === null) return t(`resident.${room}.everyone`);
  return t(`resident.${room}.with`, { agencies: listed(telling, reach.recipients.map(agency)) });
}

/** With whom, what, and for what: where it says "all", all of the agreement. */
export function reachFacts(reach: Reach, agreement: OwnAgreement | undefined, telling: Telling): Fact[] {
  const { t, agency } = telling;
  const recipients = reach.recipients ?? (agreement && recipientsOf(agreement));
  const categories = reach.categories ?? agreement?.categories;
  const purposes = reach.purposes ?? (agreement && [agreement.purpose]);
  return [
    {
      key: t('resident.fact.with'),
      ...(recipients ? { texts: recipients.map(agency), data: true } : { texts: [t('resident.fact.anyone')] }),
    },
    {
      key: t('resident.fact.what'),
      texts: categories ? words(t, 'category', categories) : [t('resident.fact.anything')],
    },
    ...(purposes ? [{ key: t('resident.fact.why'), texts: words(t, 'purpose', purposes) }] : []),
  ];
}

/** When it was said and until when it counts. */
export function timeFacts(directive: Directive, { t, language }: Telling): Fact[] {
  const side = sideOf(directive);
  const counts: Fact =
    directive.expiresAt === null
      ? {
          key: t('resident.fact.until'),
          texts: [t(side === 'no' ? 'resident.fact.untilChanged' : 'resident.fact.untilStopped')],
        }
      : { key: t('resident.fact.until'), time: until(directive.expiresAt, language) };
  return [
    { key: t(`resident.fact.since.${side}`), time: exactMoment(directive.recordedAt, language) },
    ...(side === 'ended' ? [] : [counts]),
    { key: t('resident.fact.channel'), texts: [word(t, 'channel', directive.channel)] },
  ];
}

const COLOURS: Readonly<Record<Side, string>> = {
  on: 'govuk-tag--green',
  no: 'govuk-tag--red',
  ended: 'govuk-tag--grey',
};

/** A tag: the word tells, the colour only repeats it. */
export function stateTag(directive: Directive, { t }: Telling): { text: string; classes: string } {
  return { text: toResident(t, 'status', directive.status), classes: COLOURS[sideOf(directive)] };
}
