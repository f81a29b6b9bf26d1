import { describe, expect, it } from '@jest/globals';
import type { Download } from '../../shell/page.js';
import { type Answers, listOf, refusal } from '../../testing/visit-of.js';
import { CALLS, knownOf, margarets } from '../testing/margaret.js';
import { answered, D2, directive, look } from '../testing/town.js';
import { ChoiceController } from './choice.controller.js';
import { EarlierController } from './earlier.controller.js';

const YES = directive();
const choices = new ChoiceController();
const away = () => refusal(503, 'unavailable');
const visit = (answers: Answers = {}, one = YES) =>
  margarets({ ...knownOf([one], [answered(D2, null)]), ...answers }).visit;
const show = async (answers: Answers = {}): Promise<string> =>
  JSON.stringify(await choices.show(visit(answers), YES.id));
const used = look({
  agreement: 'D2',
  categories: ['FUNCTION'],
  recipientAgency: 'HARBOUR',
  requesterAgency: 'HARBOUR',
  purpose: 'HOUSADAPT',
  sourceAgency: 'NM-ASC',
});

describe('one thing that was said', () => {
  it('lists what was opened by it, and nothing else', async () => {
    const other = look({ ...used, id: '99999999-9999-4999-8999-999999999999', agreement: 'D1' });
    const page = await show({ [CALLS.history]: listOf(used, other) });
    expect(page).toContain(used.id);
    expect(page).not.toContain(other.id);
  });

  it('says of the last day that it read that there is more, where there is', async () => {
    const older = 'This is a part of the day';
    expect(await show({ [CALLS.history]: { items: [used], next: 'c2' } })).toContain(older);
    expect(await show({ [CALLS.history]: listOf(used) })).not.toContain(older);
    expect(await show({ [CALLS.history]: { items: [], next: 'c2' } })).not.toContain(older);
  });

  it('is shown, and can still be stopped, while the history, the rules and the names are away', async () => {
    const gone = { [CALLS.history]: away, [CALLS.sharing]: away, 'GET /api/policy/v1/agencies': away };
    const page = await show(gone);
    expect(page).toContain(`/resident/choices/${YES.id}/stop`);
    expect(page).toContain('We cannot see this now');
  });

  it('is nobody’s page where the API says so: not theirs and not there are the same', async () => {
    for (const status of [404, 403])
      await expect(show({ [CALLS.one(YES.id)]: () => refusal(status, 'x') })).rejects.toMatchObject({ status });
  });

  it('can be kept: as recorded, without what counts changes of parts that are not shown', async () => {
    const receipt = await choices.receipt(visit(), YES.id);
    expect(receipt).toMatchObject({ fileName: `sharing-${YES.id}.json`, type: 'application/json; charset=utf-8' });
    const { recorded, inWords } = JSON.parse((receipt as Download).body) as { recorded: object; inWords: object };
    expect(Object.keys(inWords).length).toBeGreaterThan(3);
    expect(recorded).toMatchObject({ id: YES.id, agreement: 'D2' });
    expect(recorded).not.toHaveProperty('version');
    expect(recorded).not.toHaveProperty('recordedAt');
  });

  it('names in its title when, and no agency or person', async () => {
    const { options } = await choices.show(visit(), YES.id);
    expect(options.about).toMatch(/22 November 2026.*11111111/);
    for (const page of [choices.show(visit(), 'me'), choices.done(visit(), 'x'), choices.receipt(visit(), '')])
      await expect(page).rejects.toMatchObject({ status: 404 });
  });
});

describe('what counts no more', () => {
  const SUPERSEDED = 'GET /api/consent/v1/residents/me/directives/superseded';
  const old = directive({ status: 'ConsentWithdrawn' });

  it('is twenty at a time, each leading to its page, and on where there are more', async () => {
    const asked = margarets({ [SUPERSEDED]: { items: [old], next: 'c2' } });
    const page = await new EarlierController().show(asked.visit, 'c1');
    expect(asked.calls.find(({ call }) => call === SUPERSEDED)!.query).toEqual({ limit: '20', after: 'c1' });
    expect(page.model).toMatchObject({
      said: [{ name: { href: `/resident/choices/${old.id}` } }],
      pagination: { next: { href: '/resident/choices?after=c2' } },
    });
  });

  it('is listed while the rules are away, and not at all while it is away itself', async () => {
    const at = (answers: Answers) => new EarlierController().show(margarets(answers).visit);
    expect(await at({ [SUPERSEDED]: listOf(old), [CALLS.sharing]: away })).toMatchObject({
      model: { pagination: undefined },
    });
    await expect(at({ [SUPERSEDED]: away })).rejects.toMatchObject({ status: 503 });
  });
});
