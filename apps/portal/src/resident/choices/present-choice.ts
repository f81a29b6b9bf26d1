import { exactMoment } from '../../words/times.js';
import { presentLooks } from '../looks/present-looks.js';
import { dayOf } from '../looks/read-days.js';
import type { Directive, HistoryLine } from '../record/answers.js';
import {
  endedAt,
  isOver,
  nowFacts,
  nowUnder,
  saidAt,
  saidFacts,
  sideOf,
  stateTag,
  timeFacts,
  titleOf,
  type Stated,
} from '../record/describe-directive.js';
import type { Fact, Link } from '../record/fact.js';
import { answersAbout } from '../record/said-and-shared.js';
import type { Telling } from '../record/telling.js';

interface Parts extends Stated {
  /** Undefined: the log could not be reached. */
  readonly uses: readonly HistoryLine[] | undefined;
  /** There are lines before those that were read for uses, of this day or before it. */
  readonly older?: string | undefined;
}

/** One choice, with what was done under it. */
export function presentChoice(parts: Parts, telling: Telling) {
  const { directive, uses, older } = parts;
  const { t } = telling;
  const noUses =
    uses === undefined ? t('resident.sharing.unknown') : t(`resident.choice.${older ? 'noUsesLately' : 'noUses'}`);
  return {
    state: stateTag(parts, telling),
    rows: factsOf(parts, telling),
    // Only what is under an agreement can be told apart in the history.
    usable: directive.agreement !== null,
    uses: presentLooks(uses ?? [], { first: false, last: !!uses?.some((line) => dayOf(line) === older) }, telling),
    noUses: uses?.length ? undefined : noUses,
    act: actOf(directive, telling),
    links: linksOf(parts, telling),
  };
}

function factsOf(stated: Stated, telling: Telling): Fact[] {
  const { directive, items } = stated;
  return [
    ...saidFacts(directive, items, telling),
    ...nowFacts(stated, telling),
    ...timeFacts(directive, telling),
    { key: telling.t('resident.fact.reference'), texts: [directive.id], data: true },
  ];
}

/** Stopping is one button away, and so is taking a no back. */
function actOf(directive: Directive, { t }: Telling): Link | undefined {
  const here = `/resident/choices/${directive.id}`;
  const side = sideOf(directive);
  if (side === 'on') return { text: t('resident.choice.stop'), href: `${here}/stop` };
  return side === 'no' ? { text: t('resident.choice.lift'), href: `${here}/lift` } : undefined;
}

function linksOf({ directive, items }: Stated, { t }: Telling): Link[] {
  const here = `/resident/choices/${directive.id}`;
  const offered = items?.some(({ id, offered, touches }) => offered && touches && id === directive.agreement);
  return [
    ...(isOver(directive) ? [{ text: t('resident.choice.seeStopped'), href: `${here}/stopped` }] : []),
    ...(offered && sideOf(directive) === 'ended' && directive.supersededAt === null
      ? [{ text: t('resident.sharing.seeRequest'), href: `/resident/agreements/${directive.agreement}` }]
      : []),
    { text: t('resident.choice.save'), href: `${here}/receipt` },
  ];
}

const KINDS: Readonly<Record<string, string>> = {
  ConsentGiven: 'given',
  RenewedConsentGiven: 'given',
  ConsentRefused: 'refused',
  Objected: 'upheld',
  ObjectionPending: 'objected',
  ObjectionPendingHighHarm: 'objected',
};

/** What was recorded, since when it counts, and what happens next. */
export function presentDone(stated: Stated, telling: Telling) {
  const { t, language } = telling;
  const { directive } = stated;
  const kind = (sideOf(directive) === 'ended' ? undefined : KINDS[directive.status]) ?? 'changed';
  return {
    title: t(`resident.done.${kind}.title`),
    from: {
      text: t(`resident.done.${kind}.from`),
      time: exactMoment(kind === 'changed' ? endedAt(directive) : saidAt(directive), language),
    },
    rows: factsOf(stated, telling),
    next: t(`resident.done.${kind}.${nextOf(kind, stated)}`).split('\n'),
    receiptHref: `/resident/choices/${directive.id}/receipt`,
  };
}

/** Of a yes that opens only some of what was chosen, nothing is said of all of it. */
function nextOf(kind: string, stated: Stated): string {
  if (kind === 'changed') return 'next';
  const now = nowUnder(stated);
  const some = now === 'shared' && answersAbout(stated.directive, stated.items)?.some(({ shared }) => !shared);
  return kind === 'given' && some ? 'partly' : now;
}

/** To keep: what the broker holds, and the same in words. It is a copy, not a signed document. */
export function presentReceipt(stated: Stated, telling: Telling): object {
  const { directive, items } = stated;
  // Neither tells what it said at first: they count changes of parts that are not shown, too.
  const { version: _version, recordedAt: _recordedAt, ...recorded } = directive;
  return {
    title: titleOf(directive, items ?? [], telling),
    state: stateTag(stated, telling).text,
    inWords: Object.fromEntries(factsOf(stated, telling).map(({ key, texts, time }) => [key, time?.text ?? texts])),
    recorded,
  };
}
