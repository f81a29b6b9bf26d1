import { exactMoment, type ShownTime } from '../../words/times.js';
import { presentLook, type ShownLook } from '../looks/present-look.js';
import type { Directive, HistoryLine, OwnAgreement } from '../record/answers.js';
import { reachFacts, sideOf, stateTag, timeFacts, titleOf } from '../record/describe-directive.js';
import type { Fact, Link } from '../record/fact.js';
import { toResident, type Telling } from '../record/telling.js';

const SHOWN_USES = 20;

export interface ChoiceModel {
  readonly state: { readonly text: string; readonly classes: string };
  readonly rows: readonly Fact[];
  /** Only what is under an agreement can be told apart in the history. */
  readonly usable: boolean;
  readonly uses: readonly ShownLook[];
  readonly noUses: string | undefined;
  /** A button: what there is to do about it. */
  readonly act: Link | undefined;
  readonly links: readonly Link[];
}

interface Parts {
  readonly directive: Directive;
  readonly agreements: readonly OwnAgreement[];
  /** Undefined: the log could not be reached. */
  readonly uses: readonly HistoryLine[] | undefined;
}

/** One choice, with what was done under it. */
export function presentChoice({ directive, agreements, uses }: Parts, telling: Telling): ChoiceModel {
  const { t } = telling;
  const noUses = uses === undefined ? t('resident.sharing.unknown') : t('resident.choice.noUses');
  return {
    state: stateTag(directive, telling),
    rows: factsOf(directive, agreements, telling),
    usable: directive.agreement !== null,
    uses: (uses ?? []).slice(0, SHOWN_USES).map((line) => presentLook(line, telling)),
    noUses: uses?.length ? undefined : noUses,
    act: actOf(directive, telling),
    links: linksOf(directive, agreements, telling),
  };
}

function factsOf(directive: Directive, agreements: readonly OwnAgreement[], telling: Telling): Fact[] {
  const agreement = agreements.find(({ id }) => id === directive.agreement);
  return [
    ...reachFacts(directive, agreement, telling),
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

function linksOf(directive: Directive, agreements: readonly OwnAgreement[], { t }: Telling): Link[] {
  const here = `/resident/choices/${directive.id}`;
  const offered = agreements.some(({ id, offered }) => offered && id === directive.agreement);
  return [
    ...(directive.status === 'ConsentWithdrawn'
      ? [{ text: t('resident.choice.seeStopped'), href: `${here}/stopped` }]
      : []),
    ...(offered && sideOf(directive) === 'ended'
      ? [{ text: t('resident.sharing.seeRequest'), href: `/resident/agreements/${directive.agreement}` }]
      : []),
    { text: t('resident.choice.save'), href: `${here}/receipt` },
  ];
}

export interface DoneModel {
  readonly title: string;
  readonly from: { readonly text: string; readonly time: ShownTime };
  readonly rows: readonly Fact[];
  readonly next: readonly string[];
  readonly receiptHref: string;
}

const KINDS: Readonly<Record<string, string>> = {
  ConsentGiven: 'given',
  RenewedConsentGiven: 'given',
  ConsentRefused: 'refused',
  Objected: 'objected',
  ObjectionPending: 'objected',
  ObjectionPendingHighHarm: 'objected',
};

/** What was recorded, from when it counts, and what happens next. */
export function presentDone(directive: Directive, agreements: readonly OwnAgreement[], telling: Telling): DoneModel {
  const { t, language } = telling;
  const kind = KINDS[directive.status] ?? 'changed';
  return {
    title: t(`resident.done.${kind}.title`),
    from: { text: t(`resident.done.${kind}.from`), time: exactMoment(directive.recordedAt, language) },
    rows: factsOf(directive, agreements, telling),
    next: t(`resident.done.${kind}.next`).split('\n'),
    receiptHref: `/resident/choices/${directive.id}/receipt`,
  };
}

/** To keep: what the broker holds, and the same in words. It is a copy, not a signed document. */
export function presentReceipt(directive: Directive, agreements: readonly OwnAgreement[], telling: Telling): object {
  const { t } = telling;
  return {
    title: titleOf(directive, agreements, telling),
    state: toResident(t, 'status', directive.status),
    inWords: Object.fromEntries(
      factsOf(directive, agreements, telling).map(({ key, texts, time }) => [key, time?.text ?? texts]),
    ),
    recorded: directive,
  };
}
