import { word, words } from '../../words/words.js';
import { exactMoment, until } from '../../words/times.js';
import type { Directive, OwnAgreement, Reach, SharedAgreement } from './answers.js';
import { type Fact, type Tag, textFact } from './fact.js';
import { answersAbout, nowOf, type Now } from './said-and-shared.js';
import { saySharing, sayStillShared } from './say-sharing.js';
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

/** Whether what was said was a yes, a no, or counts no more. It does not tell what is shared: the decision point does. */
export const sideOf = (directive: Pick<Directive, 'status' | 'supersededAt'>): Side =>
  directive.supersededAt === null ? saidOf(directive) : 'ended';

/** The same of what it was before something newer replaced it, or it was taken back. */
export const saidOf = ({ status }: Pick<Directive, 'status'>): Side => SIDES[status] ?? 'ended';

/**
 * When it was said: changes of it since, which may be of parts that are not shown, do not move it (domain 1.15). Before 0.3.0 a yes
 * could be said to begin later.
 */
export const saidAt = ({ startsAt, recordedAt }: Pick<Directive, 'startsAt' | 'recordedAt'>): string =>
  Date.parse(startsAt) < Date.parse(recordedAt) ? startsAt : recordedAt;

/** When something that counts no more ended: its time by itself, which nobody records; else when it was changed or replaced. */
export function endedAt(directive: Directive): string {
  const { status, expiresAt, recordedAt, supersededAt } = directive;
  if (status === 'ConsentExpired') return expiresAt ?? recordedAt;
  return (saidOf(directive) === 'ended' ? null : supersededAt) ?? recordedAt;
}

const MILLISECONDS = 1000;

/** When it ended, rounded up to the second that is shown: it never claims more than is true. */
export const stoppedAt = (directive: Directive): string =>
  new Date(Math.ceil(Date.parse(endedAt(directive)) / MILLISECONDS) * MILLISECONDS).toISOString();

/** A yes that somebody ended: what was opened by it may have been called back. At its own end nothing is. */
export const isOver = (directive: Directive): boolean =>
  directive.status === 'ConsentWithdrawn' || (directive.supersededAt !== null && saidOf(directive) === 'on');

/** Who may receive under an agreement, each once. */
export const recipientsOf = ({ parties }: Pick<OwnAgreement, 'parties'>): string[] => [
  ...new Set(parties.map(({ recipient }) => recipient)),
];

/** What was said, and what the decision point answers about it. Undefined items: it could not be asked. */
export interface Stated {
  readonly directive: Directive;
  readonly items: readonly SharedAgreement[] | undefined;
}

export const nowUnder = ({ directive, items }: Stated): Now => nowOf(answersAbout(directive, items));

/**
 * What to call it: the agreement by its title, or by its id where it is not known now; else whom it names. `room` has the
 * three texts; a line leaves out what its list says.
 */
export function titleOf(
  reach: Reach,
  agreements: readonly Pick<OwnAgreement, 'id' | 'title'>[],
  telling: Telling,
  room: 'choice' | 'choice.line' | 'stop' | 'lift' = 'choice',
): string {
  const { t, agency } = telling;
  const from =
    reach.sources === null ? '' : t('resident.from', { agencies: listed(telling, reach.sources.map(agency)) });
  return `${titleWithoutSource(reach, agreements, telling, room)}${from}`;
}

function titleWithoutSource(
  reach: Reach,
  agreements: readonly Pick<OwnAgreement, 'id' | 'title'>[],
  telling: Telling,
  room: string,
): string {
  const { t, agency } = telling;
  if (reach.agreement !== null) {
    const title = agreements.find(({ id }) => id === reach.agreement)?.title ?? reach.agreement;
    return t(`resident.${room}.under`, { title });
  }
  if (reach.recipients === null) return t(`resident.${room}.everyone`);
  return t(`resident.${room}.with`, { agencies: listed(telling, reach.recipients.map(agency)) });
}

/** What was said, in its own words: whom it lets or stops, and what. Where it says "all", all of its agreement. */
export function saidFacts(
  directive: Directive,
  items: readonly SharedAgreement[] | undefined,
  telling: Telling,
): Fact[] {
  const { t } = telling;
  const agreement = items?.find(({ id }) => id === directive.agreement);
  return [
    { key: t(`resident.fact.whom.${sideOf(directive)}`), ...whom(directive, agreement, telling) },
    { key: t('resident.fact.what'), ...what(directive, agreement, telling) },
    // Only what bounds it: left out, it is about whatever anybody holds.
    ...textFact(t, 'heldBy', (directive.sources ?? []).map(telling.agency), true),
    ...textFact(t, 'why', words(t, 'purpose', directive.purposes ?? (agreement ? [agreement.purpose] : []))),
  ];
}

/** What is not found is never taken to be all: only a reach that names no agreement is about anyone. */
function whom({ recipients, agreement: under }: Reach, found: OwnAgreement | undefined, { t, agency }: Telling) {
  const named = recipients ?? (found && recipientsOf(found));
  if (named) return { texts: named.map(agency), data: true };
  return { texts: [t(under === null ? 'resident.fact.anyone' : 'resident.fact.namedThere')] };
}

function what({ categories, agreement: under }: Reach, found: OwnAgreement | undefined, { t }: Telling) {
  const named = categories ?? found?.categories;
  if (named) return { texts: words(t, 'category', named) };
  return { texts: [t(under === null ? 'resident.fact.anything' : 'resident.fact.namedThere')] };
}

/** What it comes to now. A no is about all that it closes, so only what is shared all the same is listed. */
export function nowFacts({ directive, items }: Stated, telling: Telling): Fact[] {
  const answers = answersAbout(directive, items);
  return sideOf(directive) === 'on' ? saySharing(answers, telling) : sayStillShared(answers, telling);
}

/** What ends it that has no end of its own: a pending objection ends by an officer's word, too. */
function untilWhat({ status }: Directive): string {
  if (status.startsWith('ObjectionPending')) return 'untilDecided';
  return saidOf({ status }) === 'no' ? 'untilChanged' : 'untilStopped';
}

/** When it was said or ended, and until when it counts. */
export function timeFacts(directive: Directive, { t, language }: Telling): Fact[] {
  const side = sideOf(directive);
  const { expiresAt } = directive;
  const counts =
    expiresAt === null
      ? textFact(t, 'until', [t(`resident.fact.${untilWhat(directive)}`)])
      : [{ key: t('resident.fact.until'), time: until(expiresAt, language) }];
  return [
    {
      key: t(`resident.fact.since.${side}`),
      time: exactMoment(side === 'ended' ? endedAt(directive) : saidAt(directive), language),
    },
    ...(side === 'ended' ? [] : counts),
    ...textFact(t, 'channel', [word(t, 'channel', directive.channel)]),
  ];
}

const COLOURS: Readonly<Record<Now, Readonly<Record<Side, string>>>> = {
  shared: { on: 'govuk-tag--green', no: 'govuk-tag--yellow', ended: 'govuk-tag--grey' },
  closed: { on: 'govuk-tag--grey', no: 'govuk-tag--red', ended: 'govuk-tag--grey' },
  unknown: { on: 'govuk-tag--grey', no: 'govuk-tag--grey', ended: 'govuk-tag--grey' },
};

/** What was said, in a few words, or how it came to count no more. Who ended it is not kept with it: its line in the log tells. */
function statusOf(directive: Directive, { t }: Telling): string {
  const { status } = directive;
  const said = saidOf(directive);
  if (sideOf(directive) === said) return toResident(t, 'status', status);
  return t(`resident.over.${said === 'no' && !status.startsWith('Consent') ? 'objection' : said}`);
}

/** A tag: what was said and what it comes to; the colour only repeats it. */
export function stateTag(stated: Stated, telling: Telling): Tag {
  const { t } = telling;
  const [side, now] = [sideOf(stated.directive), nowUnder(stated)];
  const said = statusOf(stated.directive, telling);
  const text = side === 'ended' ? said : t(`resident.state.${side}.${now}`, { said });
  return { text, classes: COLOURS[now][side] };
}
