import { describe, expect, it } from '@jest/globals';
import { until } from '../../../scripts/demo/until.js';
import type { Person } from '../person.js';
import type { Desk, World } from '../world.js';
import { directivesOf } from './directives.js';

interface Named {
  readonly familyName: string;
  readonly birthDate: readonly [day: string, month: string, year: string];
}
type Details = Named & { readonly postcode: string };
type Searched = Details | (Named & { readonly uprn: string });
const MARGARET: Details = { familyName: 'Hale', birthDate: ['3', '5', '1944'], postcode: 'ZZ10 1HA' };
const TOMASZ: Details = { familyName: 'Wójcik', birthDate: ['14', '8', '1959'], postcode: 'ZZ10 6WO' };
const AMINA: Details = { familyName: 'Warsame', birthDate: ['22', '4', '1968'], postcode: 'ZZ10 7WA' };
const PRIYA: Details = { familyName: 'Nair', birthDate: ['30', '1', '1997'], postcode: 'ZZ10 5NA' };
const NOBODY: Details = { familyName: 'Nobody', birthDate: ['1', '1', '1980'], postcode: 'ZZ10 5NA' };

/** Types a search and sends it: one action. */
async function find(person: Person, { familyName, birthDate, ...by }: Searched): Promise<void> {
  await person.fill('Family name', familyName);
  for (const [at, part] of ['Day', 'Month', 'Year'].entries()) await person.fill(part, birthDate[at]!);
  if ('uprn' in by) await person.fill('Property reference (UPRN)', by.uprn);
  else await person.fill('Postcode', by.postcode);
  await person.click('Find this person');
}

/** The page without what differs at every showing: form tokens and nonces. */
async function comparable(person: Person): Promise<string> {
  const html = await person.page.content();
  return [/name="_form" value="[^"]*"/g, /nonce="[^"]*"/g, /<time[^>]*>[^<]*<\/time>/g].reduce(
    (text, pattern) => text.replace(pattern, '…'),
    html,
  );
}

export function practitionerJourneys(world: World, desks: readonly Desk[]): void {
  const { consents, giveD2, say, withdraw } = directivesOf(world);
  const pseudonymFor = (system: string, { birthDate, ...who }: Details): Promise<string> => {
    const [day, month, year] = birthDate;
    return world.pseudonymAt(system, {
      ...who,
      birthDate: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    });
  };

  describe.each(desks)('at $width px, js $js', (desk) => {
    it('finds Margaret, says why, sees what may be seen and why not the rest, and her medicines', async () => {
      const pell = await world.open({ as: 'pell', ...desk });
      await find(pell, MARGARET);
      expect(await pell.heading()).toBe('The person you found');
      expect(pell.path).not.toMatch(/Hale|1944|ZZ10/);
      await pell.choose('Working together on care');
      await pell.click('Continue');
      expect(await pell.main()).toContain('You searched for Hale, born 3 May 1944.');
      await pell.select('Kind of information', 'Money and charges');
      await pell.click('Ask');
      const advice = await pell.main();
      expect(advice).toContain('The agreement does not cover this kind of information.');
      expect(advice).toContain('The agreement D1 is changed so that it names money and charging.');
      expect(advice).not.toContain('category-not-in-agreement');
      await pell.click('Look at: Medicines');
      await pell.unfold();
      const record = await pell.main();
      expect(record).toMatch(/Retrieved \d+ \w+ \d{4} at \d\d:\d\d\. By: Reablement lead, Reach Reablement CIC\./);
      expect(record).toMatch(/From Eastgate Surgery, received .*, version \d+/);
      expect(record).toContain('Under agreement D1.');
      expect(record).toContain('Nothing that you may see here. This does not mean that there is none.');
      expect(record).not.toContain('{');
    });

    it('records alone, at once and without a code what Margaret told: less, and then a stop', async () => {
      const scope = { agreement: 'D2', recipients: ['HARBOUR'], categories: ['FUNCTION', 'EQUIPMENT'] } as const;
      await say({ instruction: 'give', ...scope });
      const brandt = await world.open({ as: 'brandt', ...desk });
      await find(brandt, MARGARET);
      const { actions } = brandt;
      await brandt.click('Record what they told you');
      await brandt.choose('Share less of something they agreed to');
      await brandt.click('Continue');
      await brandt.choose('Adaptations to the home (Harbour Homes)');
      await brandt.click('Continue');
      await brandt.choose('Equipment');
      await brandt.click('Continue');
      expect(await brandt.heading()).toBe('Check what you will record');
      await brandt.click('Record it now');
      expect(await brandt.main()).toMatch(/It counts from \d+ \w+ \d{4} at \d\d:\d\d:\d\d/);

      await brandt.click('Record something else they told you');
      const before = brandt.actions;
      await brandt.choose('Stop something they agreed to');
      await brandt.click('Continue');
      expect(await brandt.main()).toContain('Moving about and daily life · to Harbour Homes');
      await brandt.choose('Adaptations to the home (Harbour Homes)');
      await brandt.click('Continue');
      await brandt.click('Record it now');
      expect(brandt.actions - before).toBeLessThanOrEqual(3);
      expect(before - actions).toBeLessThanOrEqual(6);
      expect(await brandt.main()).toContain('The sharing has stopped');
      const given = (await consents()).filter(
        ({ agreement, status }) => agreement === 'D2' && status === 'ConsentGiven',
      );
      expect(given).toEqual([]);
    });
  });

  it('loses no stop that a newer yes overtakes', async () => {
    await giveD2();
    const brandt = await world.open({ as: 'brandt', js: false, width: 320 });
    await find(brandt, MARGARET);
    await brandt.click('Record what they told you');
    await brandt.choose('Stop something they agreed to');
    await brandt.click('Continue');
    await brandt.choose('Adaptations to the home (Harbour Homes)');
    await brandt.click('Continue');
    expect(await brandt.main()).toContain('also what this page does not show');
    await giveD2();
    await brandt.click('Record it now');
    expect(brandt.status).toBe(409);
    expect(await brandt.main()).toContain('It has not been stopped.');
    await brandt.click('Go on with this yes: Adaptations to the home (Harbour Homes)');
    await brandt.click('Record it now');
    expect(await brandt.main()).toContain('The sharing has stopped');
    const said = await consents();
    expect(said.filter(({ agreement, status }) => agreement === 'D2' && status === 'ConsentGiven')).toEqual([]);
  });

  it('sees in at most four actions from the search that REACH opened what was sent', async () => {
    const acute = world.api('nm-acute');
    const resident = await pseudonymFor('nm-acute', MARGARET);
    const body = { heading: 'Medicines', medicine: 'Amlodipine 2.5 mg' };
    const record = { resident, sourceId: 'portal-meds', sourceVersion: 1, category: 'MEDS', body } as const;
    await acute.post('/api/relay/v1/records', { body: record });
    const reach = world.api('reach');
    const her = await pseudonymFor('reach', MARGARET);
    let after = '';
    await until('REACH has opened it', async () => {
      const feed = await reach.get('/api/relay/v1/deliveries', { query: { after } });
      after = feed.next;
      const deliveries = feed.deliveries.filter((one) => one.resident === her).map(({ id }) => id);
      if (deliveries.length > 0) await reach.post('/api/relay/v1/deliveries/open', { body: { deliveries } });
      const sent = await acute.get('/api/relay/v1/residents/{id}/deliveries', { path: { id: resident } });
      return sent.items.some(({ agency, state }) => agency === 'REACH' && state === 'opened') || undefined;
    });

    const adeyemi = await world.open({ as: 'adeyemi', width: 320 });
    await find(adeyemi, MARGARET);
    await adeyemi.click('See what others opened');
    expect(await adeyemi.main()).toMatch(/Reach Reablement CIC opened Medicines at \d+ \w+ \d{4} at \d\d:\d\d/);
    expect(adeyemi.actions).toBeLessThanOrEqual(4);
  });

  it('shows one and the same page for nobody, for somebody unlinked and for somebody shielded', async () => {
    const quirke = await world.open({ as: 'quirke', js: false });
    const looked = async (searcher: Person, who: Searched): Promise<string> => {
      await searcher.goto('/practitioner');
      await find(searcher, who);
      expect([searcher.status, searcher.path]).toEqual([200, '/practitioner']);
      expect(await searcher.main()).toContain('No match. We show nothing for near matches.');
      return comparable(searcher);
    };
    const nobody = await looked(quirke, NOBODY);
    // Neither is known to the council's housing; Priya is shielded, too.
    expect(await looked(quirke, MARGARET)).toBe(nobody);
    expect(await looked(quirke, PRIYA)).toBe(nobody);
    // Brandt's agency knows Priya by her postcode, and may not be told at which address others know her.
    const brandt = await world.open({ as: 'brandt', js: false });
    const { familyName, birthDate } = PRIYA;
    const elsewhere = await looked(brandt, {
      familyName: NOBODY.familyName,
      birthDate: NOBODY.birthDate,
      uprn: '990000009999',
    });
    expect(await looked(brandt, { familyName, birthDate, uprn: '990000000505' })).toBe(elsewhere);
  });

  it('keeps what was typed when something is wrong, and asks nothing about it', async () => {
    const pell = await world.open({ as: 'pell', width: 320 });
    await pell.fill('Family name', 'Hale');
    await pell.fill('NHS number', '999 000 0019');
    await pell.click('Find this person');
    expect(pell.status).toBe(422);
    expect(await pell.main()).toContain('Check the NHS number: it does not add up');
    expect(await pell.page.getByLabel('Family name').inputValue()).toBe('Hale');
    expect(await pell.page.getByLabel('NHS number').inputValue()).toBe('999 000 0019');
    const quirke = await world.open({ as: 'quirke' });
    expect(await quirke.page.getByLabel('NHS number').count()).toBe(0);
  });

  it('is told of a denial what the rule says, in words and no code, what would change it and whom to ask', async () => {
    const resident = await pseudonymFor('harbour', MARGARET);
    const path = `/practitioner/people/${resident}/for/HOUSADAPT/FINANCE`;
    const varga = await world.open({ as: 'varga', at: path, width: 320 });
    expect(await varga.heading()).toBe('You may not see: Money and charges');
    const denial = await varga.main();
    expect(denial).toContain('The agreement does not cover this kind of information.');
    expect(denial).not.toContain('category-not-in-agreement');
    expect(denial).toContain('What would allow it');
    expect(denial).toContain('The privacy officer of your agency');
  });

  it('reads what an agreement leaves out as left out', async () => {
    const id = await giveD2();
    const resident = await pseudonymFor('nm-asc', MARGARET);
    // Sentences may say what is left out in other words, so none is shown; answers from the list are.
    const summary = 'Slow since the fracture of the hip.';
    const body = { heading: 'Functional state', mobility: 'with a frame', summary, diagnosis: 'Fracture' };
    const record = { resident, sourceId: 'portal-left-out', sourceVersion: 1, category: 'FUNCTION', body } as const;
    await world.api('nm-asc').post('/api/relay/v1/records', { body: record });
    const path = `/practitioner/people/${await pseudonymFor('harbour', MARGARET)}/for/HOUSADAPT/FUNCTION`;
    const varga = await world.open({ as: 'varga', at: path });
    const shown = await varga.main();
    expect(shown).toMatch(/Mobility\s+with a frame/i);
    expect(shown).toMatch(/Diagnosis\s+Left out by agreement D2/);
    expect(await varga.page.content()).not.toMatch(/fracture|since the/i);
    await withdraw(id);
  });

  it('says how they work with somebody whom nobody recorded, knowing what follows', async () => {
    const adeyemi = await world.open({ as: 'adeyemi', width: 320, js: false });
    await find(adeyemi, TOMASZ);
    await adeyemi.choose('Working together on care');
    await adeyemi.click('Continue');
    await adeyemi.click('Say how you work with this person');
    expect(await adeyemi.main()).toMatch(/^Each look alerts the privacy officer of your agency\.$/m);
    await adeyemi.click('Say this and go on');
    expect(adeyemi.status).toBe(422);
    await adeyemi.choose('I am covering for a colleague');
    await adeyemi.fill('Say it in your own words', 'Covering the hub for a colleague today.');
    await adeyemi.click('Say this and go on');
    const advice = await adeyemi.main();
    expect(advice).toContain('Look at: Medicines');
    expect(advice).toContain('Their privacy officer is told.');
    await adeyemi.click('See the record');
    const record = await adeyemi.main();
    for (const part of ['You searched for Wójcik', 'At a glance', 'Allergies', 'Medicines', 'On this page'])
      expect(record).toContain(part);
  });

  it('records a no in advance as it was told, and shows both versions when somebody changed a sharing first', async () => {
    const osei = await world.open({ as: 'osei', width: 320 });
    await find(osei, AMINA);
    await osei.click('Record what they told you');
    await osei.choose('Say no to a sharing, also in advance');
    await osei.click('Continue');
    await osei.choose('Adaptations to the home');
    await osei.click('Continue');
    await osei.choose('Harbour Homes');
    await osei.click('Continue');
    await osei.choose('By phone');
    await osei.click('Continue');
    await osei.click('Record it now');
    expect(await osei.main()).toContain('Their no is recorded');

    const scope = { recipients: ['NM-HSG'], categories: ['FUNCTION', 'EQUIPMENT'] } as const;
    const id = await say({ instruction: 'give', agreement: 'D2', ...scope });
    const brandt = await world.open({ as: 'brandt', width: 320 });
    await find(brandt, MARGARET);
    await brandt.click('Record what they told you');
    await brandt.choose('Share less of something they agreed to');
    await brandt.click('Continue');
    await brandt.choose('Adaptations to the home (Northmere Council Housing & Adaptations)');
    await brandt.click('Continue');
    await brandt.choose('Equipment');
    await brandt.click('Continue');
    await withdraw(id);
    await brandt.click('Record it now');
    expect(brandt.status).toBe(409);
    expect(await brandt.heading()).toBe('Someone changed this first');
    expect(await brandt.main()).toContain('They do not say yes to it any more, as far as we can show you.');
  });

  it('reads their own log, narrowed by filters that stand in the address', async () => {
    const recep = await world.open({ as: 'recep', at: '/practitioner/looks', width: 320 });
    expect(await recep.main()).toContain('You have not looked at any record.');
    const resident = await pseudonymFor('nm-gp', MARGARET);
    const iqbal = await world.open({ as: 'iqbal', at: `/practitioner/people/${resident}/for/COC/FINANCE` });
    await iqbal.click('My access log');
    await iqbal.select('Outcome', 'Refused');
    await iqbal.click('Show');
    expect(iqbal.path).toContain('outcome=deny');
    expect(await iqbal.main()).toContain('Money and charges');
    await iqbal.click('Remove filter: Outcome: Refused');
    expect(iqbal.path).toBe('/practitioner/looks');
    await iqbal.goto('/practitioner/looks?category=ASB');
    expect(await iqbal.main()).toContain('Nothing matches. Remove a filter.');
  });
}
