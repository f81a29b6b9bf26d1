import { moment, type ShownTime, until } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import type { Directive, OwnAgreement, SharedAgreement } from '../record/answers.js';
import { choiceCard } from '../choices/choice-card.js';
import { recipientsOf, sideOf } from '../record/describe-directive.js';
import type { Card, Fact, Link } from '../record/fact.js';
import { nowOf } from '../record/said-and-shared.js';
import { saySharing } from '../record/say-sharing.js';
import { toResident, type Telling } from '../record/telling.js';
import { headlineOf } from '../looks/present-look.js';
import type { Sharing } from './read-sharing.js';
import { sortSharing, type Sorted } from './sort-sharing.js';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly text?: string;
  /** Why there are no cards: nothing, or not known now. */
  readonly empty?: string;
  readonly cards: readonly Card[];
  readonly link?: Link;
}

export interface SharingModel {
  readonly asOf: { readonly text: string; readonly time: ShownTime };
  /** Set when somebody could not be asked. */
  readonly away?: string;
  readonly nothing?: string;
  readonly glance: readonly Fact[];
  readonly sections: readonly Section[];
}

/** The home page. What could not be asked is said to be unknown, never to be nothing. */
export function presentSharing(sharing: Sharing, telling: Telling, now: string): SharingModel {
  const { t, language } = telling;
  const { directives, shared, lastLook } = sharing;
  const sorted = sortSharing(sharing);
  const away = directives && shared && lastLook !== undefined ? undefined : t('resident.sharing.away');
  return {
    asOf: { text: t('resident.sharing.asOf'), time: moment(shared?.asOf ?? now, language) },
    ...(away === undefined ? {} : { away }),
    ...(isNothing(sharing) ? { nothing: t('resident.sharing.nothing') } : {}),
    glance: glance(sorted, sharing, telling),
    sections: sectionsOf(sorted, shared?.items, telling),
  };
}

/** Nobody would be given anything, as far as residents are told; and they said nothing that waits for something. */
const isNothing = ({ directives, shared }: Sharing): boolean =>
  shared !== undefined &&
  directives !== undefined &&
  nowOf(shared.items.flatMap(({ answers }) => answers)) === 'closed' &&
  !directives.some((directive) => sideOf(directive) === 'on');

function sectionsOf(sorted: Sorted, items: readonly SharedAgreement[] | undefined, telling: Telling): Section[] {
  const { t } = telling;
  const said = (directives: readonly Directive[] | undefined): Card[] | undefined =>
    directives?.map((directive) => choiceCard({ directive, items }, telling));
  const unasked = (agreements: readonly SharedAgreement[] | undefined): Card[] | undefined =>
    agreements?.map((agreement) => unaskedCard(agreement, telling));
  const asked = sorted.asked?.map((agreement) => askedCard(agreement, telling));
  return [
    section('on', said(sorted.on), t, { link: stopAll(sorted, telling), elsewhere: sorted.waiting }),
    ...rare('waiting', said(sorted.waiting), t),
    section('asked', asked, t),
    section('no', said(sorted.no), t, {
      link: { text: t('resident.sharing.no.more'), href: '/resident/refuse' },
      elsewhere: sorted.still,
    }),
    ...rare('still', said(sorted.still), t),
    section('unasked', unasked(sorted.unasked), t),
    ...rare('closed', unasked(sorted.closed), t),
    section('ended', said(sorted.ended), t, {
      link: { text: t('resident.sharing.ended.more'), href: '/resident/choices' },
    }),
  ];
}

/** A page without it says nothing of it. */
const rare = (id: string, cards: Card[] | undefined, t: Telling['t']): Section[] =>
  cards?.length ? [section(id, cards, t)] : [];

/** `elsewhere`: what they said of the same kind that stands in another section, so that this one's emptiness is not all of it. */
function section(
  id: string,
  cards: Card[] | undefined,
  t: Telling['t'],
  { link, elsewhere }: { readonly link?: Link | undefined; readonly elsewhere?: readonly unknown[] | undefined } = {},
): Section {
  const empty = (): string => {
    if (cards === undefined) return t('resident.sharing.unknown');
    return t(`resident.sharing.${id}.${elsewhere?.length ? 'emptyNow' : 'empty'}`);
  };
  return {
    id,
    title: t(`resident.sharing.${id}.title`),
    cards: cards ?? [],
    ...(cards?.length ? { text: t(`resident.sharing.${id}.text`) } : { empty: empty() }),
    ...(link ? { link } : {}),
  };
}

function glance({ on, waiting, asked, unasked, ended }: Sorted, { lastLook }: Sharing, telling: Telling): Fact[] {
  const { t, language } = telling;
  const count = (key: string, list: readonly unknown[] | undefined): Fact => ({
    key: t(`resident.glance.${key}`),
    texts: [list ? t('resident.glance.count', { count: list.length }) : t('resident.sharing.unknown')],
  });
  const ends = (on ?? []).flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt])).sort();
  const look = lastLook && t('resident.glance.looked', { look: headlineOf(lastLook, telling) });
  return [
    count('on', on),
    ...(waiting?.length ? [count('waiting', waiting)] : []),
    count('asked', asked),
    count('unasked', unasked),
    count('ended', ended),
    ...(ends[0] === undefined ? [] : [{ key: t('resident.glance.nextEnd'), time: until(ends[0], language) }]),
    {
      key: t('resident.glance.lastLook'),
      texts: [look ?? t(lastLook === null ? 'resident.glance.noLook' : 'resident.sharing.unknown')],
      ...(lastLook
        ? {
            time: moment(lastLook.time, language),
            change: { text: t('resident.glance.seeLooks'), href: '/resident/looks' },
          }
        : {}),
    },
  ];
}

function askedCard(agreement: OwnAgreement, telling: Telling): Card {
  const { t } = telling;
  const title = t('resident.choice.under', { title: agreement.title });
  return {
    title,
    facts: agreementFacts(agreement, telling),
    links: [{ text: t('resident.sharing.seeRequest'), href: `/resident/agreements/${agreement.id}`, hidden: title }],
  };
}

function unaskedCard(agreement: SharedAgreement, telling: Telling): Card {
  const { t } = telling;
  const title = t('resident.choice.under', { title: agreement.title });
  const { id } = agreement;
  const objects = isObjectable(agreement) && isOpen(agreement);
  return {
    title,
    facts: unaskedFacts(agreement, telling),
    links: objects
      ? [{ text: t('resident.sharing.object'), href: `/resident/agreements/${id}/object`, hidden: title }]
      : [],
  };
}

/** Whoever's information may be shared under it can object, also to those who work with nobody (domain 1.4). */
export const isObjectable = ({ right, offered }: SharedAgreement): boolean => right === 'object' && !offered;

/** Somebody is let in under it now, or has only to say that they care for the resident. */
const isOpen = ({ answers }: SharedAgreement): boolean => answers.some(({ shared, byOwnWord }) => shared || byOwnWord);

/**
 * What is shared without asking, why, and what can be done about it. Of what is closed nothing is said to be allowed, and
 * nothing is offered against it.
 */
export function unaskedFacts(agreement: SharedAgreement, telling: Telling): Fact[] {
  const { t } = telling;
  const { mode, right, purpose, answers } = agreement;
  const said = [...saySharing(answers, telling), { key: t('resident.fact.why'), texts: [word(t, 'purpose', purpose)] }];
  if (!isOpen(agreement)) return said;
  return [
    ...said,
    { key: t('resident.fact.basis'), texts: [toResident(t, 'basis', mode)] },
    { key: t('resident.fact.right'), texts: [toResident(t, 'right', right)] },
  ];
}

/** What an agreement asks for: between whom, what and why. It tells nothing about what is shared. */
export function agreementFacts(agreement: OwnAgreement, { t, agency }: Telling): Fact[] {
  const sources = [...new Set(agreement.parties.map(({ source }) => source))];
  return [
    { key: t('resident.fact.from'), texts: sources.map(agency), data: true },
    { key: t('resident.fact.to'), texts: recipientsOf(agreement).map(agency), data: true },
    { key: t('resident.fact.what'), texts: words(t, 'category', agreement.categories) },
    { key: t('resident.fact.why'), texts: [word(t, 'purpose', agreement.purpose)] },
  ];
}

function stopAll({ on, waiting }: Sorted, { t }: Telling): Link | undefined {
  const yes = (on ?? []).length + (waiting ?? []).length;
  return yes > 1 ? { text: t('resident.sharing.stopAll'), href: '/resident/stop-all' } : undefined;
}
