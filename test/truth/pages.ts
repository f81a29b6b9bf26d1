import { DirectiveStore } from '../../apps/consent/src/directive/directive-store.js';
import { listItem } from '../../apps/consent/src/directive/directive-view.dto.js';
import { AgreementBounds } from '../../apps/consent/src/directive/agreement-bounds.js';
import { ToldDirectives } from '../../apps/consent/src/directive/told-directives.js';
import { ConsentConfig } from '../../apps/consent/src/config.js';
import { presentEarlier } from '../../apps/portal/src/resident/choices/present-earlier.js';
import { presentChoice, presentDone, presentReceipt } from '../../apps/portal/src/resident/choices/present-choice.js';
import type { Directive, OwnSharing, SharedAgreement } from '../../apps/portal/src/resident/record/answers.js';
import { sideOf } from '../../apps/portal/src/resident/record/describe-directive.js';
import type { Fact, Line } from '../../apps/portal/src/resident/record/fact.js';
import { answersAbout, everyAnswer } from '../../apps/portal/src/resident/record/said-and-shared.js';
import type { Telling } from '../../apps/portal/src/resident/record/telling.js';
import { presentRehearsal } from '../../apps/portal/src/resident/say-yes/present-rehearsal.js';
import { presentShared } from '../../apps/portal/src/resident/sharing/present-shared.js';
import { presentSharing } from '../../apps/portal/src/resident/sharing/present-sharing.js';
import { presentStop, presentStopped } from '../../apps/portal/src/resident/stop/present-stop.js';
import { Texts } from '../../apps/portal/src/words/texts.js';
import { agencyNames } from '../../apps/portal/src/words/agency-names.js';
import type { TownPlace } from './town-place.js';

/** A place on a page that says who can have what now; `lines` as they are read. */
export interface Claim {
  readonly page: string;
  readonly lines: readonly string[];
  /** They name agencies, and not what these can have: that stands where they lead. */
  readonly brief?: true;
  /** Who there has only to say that they care for the person; undefined where the page has no room for it. */
  readonly could?: readonly string[];
  /** What it is about: a directive's reach, or an agreement. */
  readonly about: { readonly directive: Directive } | { readonly agreement: string };
  /** The section of the home page that it stands in. */
  readonly section?: string;
  readonly state?: string;
}

export interface Pages {
  readonly claims: readonly Claim[];
  /** Agreements by title that "does not depend on your answer" lists. */
  readonly anyway: readonly string[];
  /** Agreements that one is asked about. */
  readonly asked: readonly string[];
  readonly nothing: boolean;
  /** Every word of every page about one thing that was said. */
  readonly words: ReadonlyMap<Directive, string>;
}

export const tellingOf = ({ town }: TownPlace): Telling => ({
  t: new Texts(['en']).in('en'),
  language: 'en',
  agency: agencyNames(town.agencies),
});

/** What a resident’s own sign-in reads of what they said, in force or not. */
export async function directivesOf({ consent }: TownPlace, residentId: string): Promise<Directive[]> {
  const store = new DirectiveStore();
  const told = new ToldDirectives(new ConsentConfig(), new AgreementBounds());
  const kept = [
    ...(await store.currentOf(consent.manager, residentId)),
    ...(await store.supersededOf(consent.manager, residentId, null, 100)),
  ];
  const rows = await told.of(consent.manager, kept);
  const now = await store.now(consent.manager);
  return rows.map((row) => listItem(row, now));
}

export async function sharingOf({ sharing }: TownPlace, residentId: string): Promise<OwnSharing> {
  const by = { id: residentId, kind: 'resident', agency: null, roles: [], residentId } as const;
  return (await sharing.read(by as never)) as OwnSharing;
}

const NOW = 'Can have it now';
const COULD = 'Could open it';
const couldIn = (facts: readonly Fact[]): readonly string[] => facts.find(({ key }) => key === COULD)?.texts ?? [];
const linesIn = (facts: readonly Fact[]): readonly string[] => facts.find(({ key }) => key === NOW)?.texts ?? [];

/** Sentences of a line that say who can have something, and who has only to say so. */
const nowIn = ({ texts }: Line): string[] => texts.filter((text) => / can have it now\./.test(text));
const couldBeIn = ({ texts }: Line): string[] => texts.filter((text) => / can open it if /.test(text));

const isLineOf = ({ name }: Line, { id }: Directive): boolean => name.href.endsWith(`/choices/${id}`);

/** What a line says, in short, of a directive or of an agreement. */
const briefly = (line: Line) => ({ brief: true, lines: nowIn(line), could: couldBeIn(line) }) as const;

/** Draws every page of a resident that says how things are. */
export function drawPages(directives: readonly Directive[], sharing: OwnSharing, telling: Telling): Pages {
  const { items } = sharing;
  const standing = directives.filter(({ supersededAt }) => supersededAt === null);
  const home = presentSharing({ directives: standing, shared: sharing, lastLook: null }, telling, sharing.asOf);
  const over = directives.filter((directive) => !standing.includes(directive));
  const ofEarlier = presentEarlier({ items: over, next: null }, items, telling).said.map((line): Claim => {
    const directive = over.find((one) => isLineOf(line, one))!;
    return { page: 'earlier', ...briefly(line), about: { directive } };
  });
  const linesUnder = (id: string): Line[] =>
    home.sections.filter((one) => one.id === id).flatMap(({ lines, folded }) => [...lines, ...folded]);
  const ofHome = home.sections.flatMap(({ id: section }) =>
    linesUnder(section).flatMap((line): Claim[] => {
      const directive = standing.find((one) => isLineOf(line, one));
      const agreement = items.find(({ id }) => line.name.href === `/resident/agreements/${id}/shared`)?.id;
      if (section === 'asked' || (directive === undefined && agreement === undefined)) return [];
      const about = directive ? { directive } : { agreement: agreement! };
      return [{ page: 'home', ...briefly(line), about, section, state: line.state.text }];
    }),
  );
  const ofShared = items.map((agreement): Claim => {
    const { rows } = presentShared(agreement, telling);
    return { page: 'shared', lines: linesIn(rows), could: couldIn(rows), about: { agreement: agreement.id } };
  });
  const words = new Map(directives.map((directive) => [directive, wordsOf(directive, items, telling)]));
  return {
    claims: [
      ...ofHome,
      ...ofEarlier,
      ...ofShared,
      ...directives.flatMap((directive) => claimsAbout(directive, items, telling)),
    ],
    anyway: presentRehearsal({ decidedAt: sharing.asOf, recipients: [] }, items, telling).anyway ?? [],
    asked: linesUnder('asked').map(({ name }) => name.href.replace('/resident/agreements/', '')),
    nothing: home.nothing !== undefined,
    words,
  };
}

function claimsAbout(directive: Directive, items: readonly SharedAgreement[], telling: Telling): Claim[] {
  const stated = { directive, items };
  const receipt = presentReceipt(stated, telling) as { inWords: Record<string, readonly string[]> };
  const read = (page: string, facts: readonly Fact[]): Omit<Claim, 'about'> => ({
    ...{ page, lines: linesIn(facts), could: couldIn(facts) },
  });
  const rows: Omit<Claim, 'about'>[] = [
    read('choice', presentChoice({ ...stated, uses: [] }, telling).rows),
    read('done', presentDone(stated, telling).rows),
    { page: 'receipt', lines: receipt.inWords[NOW]!, could: receipt.inWords[COULD] ?? [] },
    read('stop', presentStop(stated, telling, '').rows ?? []),
  ];
  const stopped = presentStopped(stated, [], telling);
  const nobody = [telling.t('resident.fact.nobody')];
  if (sideOf(directive) === 'ended')
    rows.push({ page: 'stopped', lines: stopped.rows.length > 0 ? linesIn(stopped.rows) : nobody });
  return rows.map((row) => ({ ...row, about: { directive } }));
}

function wordsOf(directive: Directive, items: readonly SharedAgreement[], telling: Telling): string {
  const stated = { directive, items };
  return JSON.stringify([
    presentChoice({ ...stated, uses: [] }, telling),
    presentDone(stated, telling),
    presentReceipt(stated, telling),
    presentStop(stated, telling, ''),
  ]);
}

/** Faults that a page could have, as what it would take for the decision point's answers. */
export const FAULTS: Readonly<Record<string, (directives: readonly Directive[], now: OwnSharing) => OwnSharing>> = {
  'takes a yes for sharing, whatever the rules answer': (directives, now) =>
    altered(now, (answer) => {
      const yes = directives.filter((one) => sideOf(one) === 'on');
      return answer.shared || yes.some((one) => answersAbout(one, now.items)!.some((about) => same(about, answer)));
    }),
  'takes an agreement in force for sharing': (_directives, now) =>
    altered(now, ({ shared, agreement }) => shared || (!agreement.offered && agreement.standing === 'in-force')),
  'takes whoever may ask for who knows the person': (_directives, now) =>
    altered(now, ({ shared, reason }) => shared || reason === 'not-linked'),
  'takes nobody’s word for a closed door': (_directives, now) => ({
    ...now,
    items: now.items.map((item) => ({ ...item, answers: item.answers.map((one) => ({ ...one, byOwnWord: false })) })),
  }),
  'takes a no for the end of it': (directives, now) =>
    altered(now, (answer) => {
      const no = directives.filter((one) => sideOf(one) === 'no');
      return answer.shared && !no.some((one) => answersAbout(one, now.items)!.some((about) => same(about, answer)));
    }),
};

type Answered = ReturnType<typeof everyAnswer>[number];
const same = (one: Answered, other: Answered): boolean =>
  one.agreement.id === other.agreement.id &&
  one.source === other.source &&
  one.recipient === other.recipient &&
  one.category === other.category;

function altered(sharing: OwnSharing, isShared: (answer: Answered) => boolean): OwnSharing {
  const items = sharing.items.map((agreement) => ({
    ...agreement,
    answers: agreement.answers.map((answer) => {
      const shared = isShared({ ...answer, agreement });
      return { ...answer, shared, byOwnWord: false, reason: shared ? null : (answer.reason ?? 'default-deny') };
    }),
  }));
  return { ...sharing, items };
}
