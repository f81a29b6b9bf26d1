import { moment, type ShownTime, until } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import type { Directive, OwnAgreement } from '../record/answers.js';
import {
  reachFacts,
  recipientsOf,
  sideOf,
  stateTag,
  timeFacts,
  titleOf,
  type Side,
} from '../record/describe-directive.js';
import type { Card, Fact, Link } from '../record/fact.js';
import { toResident, type Telling } from '../record/telling.js';
import { headlineOf } from '../looks/present-look.js';
import type { Sharing } from './read-sharing.js';

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
  const { directives, agreements } = sharing;
  const items = agreements?.items ?? [];
  const said = (side: Side): Directive[] | undefined => directives?.filter((directive) => sideOf(directive) === side);
  const [on, no, ended] = [said('on'), said('no'), said('ended')];
  const unasked = agreements?.items.filter(({ offered }) => !offered);
  const asked =
    directives &&
    agreements &&
    agreements.items.filter(({ id, offered }) => offered && !directives.some(({ agreement }) => agreement === id));
  const away = directives && agreements && sharing.lastLook !== undefined ? undefined : t('resident.sharing.away');
  const nothing = on?.length === 0 && unasked?.length === 0 ? t('resident.sharing.nothing') : undefined;
  const card = (directive: Directive): Card => choiceCard(directive, items, telling);
  return {
    asOf: { text: t('resident.sharing.asOf'), time: moment(agreements?.asOf ?? now, language) },
    ...(away === undefined ? {} : { away }),
    ...(nothing === undefined ? {} : { nothing }),
    glance: glance({ on, ended, unasked, asked }, sharing, telling),
    sections: [
      section('on', on?.map(card), t, stopAll(on, telling)),
      section(
        'asked',
        asked?.map((agreement) => askedCard(agreement, telling)),
        t,
      ),
      section('no', no?.map(card), t, { text: t('resident.sharing.no.more'), href: '/resident/refuse' }),
      section(
        'unasked',
        unasked?.map((agreement) => unaskedCard(agreement, telling)),
        t,
      ),
      section('ended', ended?.map(card), t),
    ],
  };
}

function section(id: string, cards: Card[] | undefined, t: Telling['t'], link?: Link): Section {
  const empty = cards === undefined ? t('resident.sharing.unknown') : t(`resident.sharing.${id}.empty`);
  return {
    id,
    title: t(`resident.sharing.${id}.title`),
    cards: cards ?? [],
    ...(cards?.length ? { text: t(`resident.sharing.${id}.text`) } : { empty }),
    ...(link ? { link } : {}),
  };
}

interface Parts {
  readonly on: readonly Directive[] | undefined;
  readonly ended: readonly Directive[] | undefined;
  readonly unasked: readonly OwnAgreement[] | undefined;
  readonly asked: readonly OwnAgreement[] | undefined;
}

function glance(parts: Parts, { lastLook }: Sharing, telling: Telling): Fact[] {
  const { t, language } = telling;
  const count = (key: string, list: readonly unknown[] | undefined): Fact => ({
    key: t(`resident.glance.${key}`),
    texts: [list ? t('resident.glance.count', { count: list.length }) : t('resident.sharing.unknown')],
  });
  const ends = (parts.on ?? []).flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt])).sort();
  const look = lastLook && t('resident.glance.looked', { look: headlineOf(lastLook, telling) });
  return [
    count('on', parts.on),
    count('asked', parts.asked),
    count('unasked', parts.unasked),
    count('ended', parts.ended),
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

function choiceCard(directive: Directive, agreements: readonly OwnAgreement[], telling: Telling): Card {
  const { t } = telling;
  const agreement = agreements.find(({ id }) => id === directive.agreement);
  const title = titleOf(directive, agreements, telling);
  const href = `/resident/choices/${directive.id}`;
  return {
    title,
    state: stateTag(directive, telling),
    facts: [...reachFacts(directive, agreement, telling), ...timeFacts(directive, telling).slice(0, 2)],
    links: [
      { text: t('resident.sharing.details'), href, hidden: title },
      ...(sideOf(directive) === 'on'
        ? [{ text: t('resident.sharing.stop'), href: `${href}/stop`, hidden: title }]
        : []),
    ],
  };
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

function unaskedCard(agreement: OwnAgreement, telling: Telling): Card {
  const { t } = telling;
  const title = t('resident.choice.under', { title: agreement.title });
  const { mode, right } = agreement;
  return {
    title,
    facts: [
      ...agreementFacts(agreement, telling),
      { key: t('resident.fact.basis'), texts: [toResident(t, 'basis', mode)] },
      { key: t('resident.fact.right'), texts: [toResident(t, 'right', right)] },
    ],
    links:
      right === 'object'
        ? [{ text: t('resident.sharing.object'), href: `/resident/agreements/${agreement.id}/object`, hidden: title }]
        : [],
  };
}

/** Between whom, what and why. */
export function agreementFacts(agreement: OwnAgreement, { t, agency }: Telling): Fact[] {
  const sources = [...new Set(agreement.parties.map(({ source }) => source))];
  return [
    { key: t('resident.fact.from'), texts: sources.map(agency), data: true },
    { key: t('resident.fact.to'), texts: recipientsOf(agreement).map(agency), data: true },
    { key: t('resident.fact.what'), texts: words(t, 'category', agreement.categories) },
    { key: t('resident.fact.why'), texts: [word(t, 'purpose', agreement.purpose)] },
  ];
}

function stopAll(on: readonly Directive[] | undefined, { t }: Telling): Link | undefined {
  return on !== undefined && on.length > 1
    ? { text: t('resident.sharing.stopAll'), href: '/resident/stop-all' }
    : undefined;
}
