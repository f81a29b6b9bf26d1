import { eventually } from '../../routes/place/eventually.js';
import type { Settled } from '../../routes/place/settle.js';
import { CANARY, canariesIn } from '../canaries.js';
import type { CanaryPlace } from '../canary-place.js';
import { leadsTo, type Typed, type Visitor } from './visitor.js';

/** Which canaries each page showed to whoever had it open. */
export type Shown = Readonly<Record<string, readonly string[]>>;

/** Who comes to the portal: of REACH, of HARBOUR, herself, REACH's privacy officer, and the lead of the place. */
export type People = Readonly<Record<'pell' | 'varga' | 'margaret' | 'officer' | 'lead', Visitor>>;

const [YEAR, MONTH, DAY] = CANARY.birthDate.split('-') as [string, string, string];
/** As somebody types it who reads it off a letter. */
export const SEARCH: Readonly<Record<string, string>> = {
  familyName: CANARY.familyName,
  ...{ 'birthDate-day': DAY, 'birthDate-month': MONTH, 'birthDate-year': YEAR },
  postcode: CANARY.postcode,
  nhsNumber: CANARY.nhsNumber.replace(/^(...)(...)/, '$1 $2 '),
};
export const WORDS = `seen with ${CANARY.givenName} ${CANARY.familyName}: ${CANARY.text}`;
/** What a browser may add, or somebody with a browser: nothing asks for it. */
const MORE: Typed = { words: WORDS, note: CANARY.text, familyName: CANARY.familyName };

export const pathOf = ({ pseudonyms }: Settled): string => `/practitioner/people/${pseudonyms['REACH']!}`;

export async function signEverybodyIn({ visitor }: CanaryPlace): Promise<People> {
  const [pell, varga, margaret] = [visitor('pell'), visitor('varga'), visitor('margaret')];
  const [officer, lead] = [visitor('reach-ig'), visitor('marsh')];
  await Promise.all([margaret.signIn('resident'), ...[pell, varga, officer, lead].map((one) => one.signIn('staff'))]);
  return { pell, varga, margaret, officer, lead };
}

/** A practitioner finds her and reads; somebody mistypes, and somebody of another agency looks for her. */
export async function findAndRead({ pell, varga }: People, settled: Settled): Promise<Shown> {
  const person = pathOf(settled);
  const found = leadsTo(await pell.send('/practitioner', SEARCH));
  if (found !== person) throw new Error(`she was not found: ${found}`);
  await pell.send(person, { ...MORE, purpose: 'COC' });
  const shown = await show(pell, {
    'a person': person,
    'what may be seen': `${person}/for/COC`,
    'the record': `${person}/for/COC/MEDS`,
    'the whole record': `${person}/for/COC/record`,
    'a denial': `${person}/for/COC/FINANCE`,
    'the search again': '/practitioner?again=yes',
    'own looks': '/practitioner/looks',
    'what was sent': `${person}/sent`,
  });
  const wrongs = [{ postcode: `${CANARY.postcode}V` }, { nhsNumber: '999 000 0132' }, { 'birthDate-day': '32' }];
  for (const wrong of wrongs) await pell.send('/practitioner', { ...SEARCH, ...wrong });
  const { nhsNumber: _notHis, ...search } = SEARCH;
  const nobody = await pell.send('/practitioner', { ...SEARCH, 'birthDate-day': '20' });
  await varga.send('/practitioner', SEARCH);
  const notHis = await varga.send('/practitioner', search);
  return { ...shown, 'nobody’s match': canariesIn(nobody.text), 'another agency’s match': canariesIn(notHis.text) };
}

/** What she told, how somebody works with her, and what she and the officers do and see of it. */
export async function tellAndStop(place: CanaryPlace, settled: Settled, people: People): Promise<Shown> {
  const { pell, margaret, officer, lead } = people;
  const shown = await Promise.all([tell(pell, settled), sayNo(margaret, settled), stop(lead)]);
  for (const path of ['', '/entries', `/entries?resident=${CANARY.nhsNumber}`, '/entries/csv'])
    await officer.get(`/officer${path}`);
  const claim = await eventually('a claim in the log', () => claimed(place));
  const events = {
    'a look, to an officer': `/officer/entries/${settled.entryId}`,
    'a claim, to an officer': `/officer/entries/${claim}`,
  };
  return Object.assign({}, ...shown, await show(officer, events)) as Shown;
}

async function tell(pell: Visitor, settled: Settled): Promise<Shown> {
  const told = `${pathOf(settled)}/told`;
  await pell.send(told, { ...MORE, answer: CANARY.text });
  // To NM-ACUTE: what comes from there to REACH is read elsewhere.
  const answers = { '': 'refuse', '/which': 'D1', '/part': 'NM-ACUTE', '/channel': 'phone', '/check': WORDS };
  const carried = { what: 'refuse', agreement: 'D1', parts: 'NM-ACUTE', channel: 'phone' };
  for (const [step, answer] of Object.entries(answers))
    leadsTo(await pell.send(told + step, { ...MORE, ...carried, answer }));
  const claim = `${pathOf(settled)}/claim/COC`;
  const reason = 'duty-desk';
  for (const words of [WORDS.repeat(9), `${WORDS}\u0007`]) await pell.send(claim, { reason, words });
  leadsTo(await pell.send(claim, { reason, words: WORDS }));
  return show(pell, { 'what was told': `${told}/done` });
}

async function sayNo(margaret: Visitor, { directiveId, entryId }: Settled): Promise<Shown> {
  const choice = `/resident/choices/${directiveId}`;
  const shown = await show(margaret, {
    'her home': '/resident',
    'her choice': choice,
    'its receipt': `${choice}/receipt`,
    'her looks': '/resident/looks',
    'one look': `/resident/looks/${entryId}`,
  });
  for (const wrong of [`from=${CANARY.postcode}`, `after=${CANARY.text}`])
    await margaret.get(`/resident/looks?${wrong}`);
  const [recipients, categories] = ['NM-ACUTE', 'TENANCY'];
  const refuse = '/resident/refuse';
  await margaret.send(refuse, { ...MORE, recipients: [recipients, CANARY.localId] });
  await margaret.send(`${refuse}/what`, { ...MORE, recipients, categories: [categories, WORDS] });
  const said = await margaret.send(`${refuse}/check`, { ...MORE, recipients, categories, answer: 'yes' });
  return { ...shown, ...(await show(margaret, { 'what she said': leadsTo(said) })) };
}

async function stop(lead: Visitor): Promise<Shown> {
  const stops = '/officer/stops';
  const reason = WORDS;
  for (const what of [CANARY.localId, 'ASB']) await lead.send(`${stops}/category`, { what, reason });
  const shown = await show(lead, { 'the stops': stops });
  leadsTo(await lead.send(`${stops}/category/ASB`, { reason }));
  return shown;
}

async function show(who: Visitor, pages: Readonly<Record<string, string>>): Promise<Shown> {
  const shown: Record<string, string[]> = {};
  for (const [page, path] of Object.entries(pages)) {
    const { status, text } = await who.get(path);
    if (status !== 200) throw new Error(`${page} is not shown: ${status}`);
    shown[page] = canariesIn(text);
  }
  return shown;
}

async function claimed({ send }: CanaryPlace): Promise<string | undefined> {
  const { text } = await send('audit', 'reach-ig', { method: 'GET', path: '/v1/entries?limit=200' });
  const { items } = JSON.parse(text) as { items: { id: string; action: string }[] };
  return items.find(({ action }) => action === 'relationship-self-claimed')?.id;
}
