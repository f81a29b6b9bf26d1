import { word, words } from '../../words/words.js';
import type { OwnAgreement, SharedAgreement } from '../record/answers.js';
import { recipientsOf } from '../record/describe-directive.js';
import type { Fact, Link } from '../record/fact.js';
import { saySharing } from '../record/say-sharing.js';
import { toResident, type Telling } from '../record/telling.js';

/** Whoever's information may be shared under it can object, also to those who work with nobody (domain 1.4). */
export const isObjectable = ({ right, offered }: SharedAgreement): boolean => right === 'object' && !offered;

/** Somebody is let in under it now, or has only to say that they care for the resident. */
export const isOpen = ({ answers }: SharedAgreement): boolean =>
  answers.some(({ shared, byOwnWord }) => shared || byOwnWord);

/** An officer holds it for now, and it may go on: what is said against it in the meantime is kept. */
export const isPaused = ({ standing }: Pick<SharedAgreement, 'standing'>): boolean => standing === 'suspended';

/** What there is to say to it without having been asked: against what is open, and in advance against what may go on. */
const hasObjection = (agreement: SharedAgreement): boolean =>
  isObjectable(agreement) && (isOpen(agreement) || isPaused(agreement));

/**
 * What is shared without asking, why, and what can be done about it. Of what is closed nothing is said to be allowed, and
 * nothing is offered against it but where it is stopped for now.
 */
export function unaskedFacts(agreement: SharedAgreement, telling: Telling): Fact[] {
  const { t } = telling;
  const { mode, right, purpose, answers } = agreement;
  const said = [...saySharing(answers, telling), { key: t('resident.fact.why'), texts: [word(t, 'purpose', purpose)] }];
  return [
    ...said,
    ...(isOpen(agreement) ? [{ key: t('resident.fact.basis'), texts: [toResident(t, 'basis', mode)] }] : []),
    ...(isOpen(agreement) || hasObjection(agreement)
      ? [{ key: t('resident.fact.right'), texts: [toResident(t, 'right', right)] }]
      : []),
  ];
}

/** What a resident can say against it that has not been said: an objection, or a no in advance to what they will be asked about. */
export function actAgainst(agreement: SharedAgreement, { t }: Pick<Telling, 't'>): Link | undefined {
  const here = `/resident/agreements/${agreement.id}`;
  if (hasObjection(agreement)) return { text: t('resident.sharing.object'), href: `${here}/object` };
  if (agreement.offered && isPaused(agreement)) return { text: t('resident.request.no'), href: `${here}/no` };
  return undefined;
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
