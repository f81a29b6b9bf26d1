import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '#libs/client';
import type { Visit } from '../../shell/visit.js';
import { visitOf } from '../../testing/visit-of.js';
import { Texts } from '../../words/texts.js';
import { ClaimQuestion, type Claim } from './claim-question.js';
import { ClaimJourney } from './claim.journey.js';

const t = new Texts(['en']).in('en');
const question = new ClaimQuestion();
const claim = (change: Partial<Claim> = {}): Claim => ({ reason: '', words: '', ...change });
const wrong = (change: Partial<Claim>): string[] => question.errors(claim(change), { t }).map(({ field }) => field);
const shown = (change: Partial<Claim> = {}): object => question.page(claim(change), { t }, []).model;

const HER = 'r5zjdwbt3h5rrokhsiakt7oc6u';
const CLAIMS = 'POST /api/policy/v1/relationships/claims';
const journey = new ClaimJourney();
const underway = async (visit: Visit, change: Partial<Claim> = {}) => ({
  ...{ visit, path: '/p', known: await journey.read(visit, { id: HER, purpose: 'COC' }) },
  answers: claim({ reason: 'duty-desk', words: 'On the desk today.', ...change }),
});
const send = async (visit: Visit, change: Partial<Claim> = {}) => journey.send(await underway(visit, change));

describe('saying how one works with a person', () => {
  it('takes a reason and some words', () => {
    expect(wrong({ reason: 'duty-desk', words: 'On the desk today.' })).toEqual([]);
    expect(wrong({})).toEqual(['reason', 'words']);
    expect(wrong({ reason: 'curiosity', words: 'x'.repeat(501) })).toEqual(['reason', 'words']);
  });

  it('takes words of ten to five hundred signs', () => {
    const words = (length: number): string[] => wrong({ reason: 'other', words: 'x'.repeat(length) });
    expect([9, 10, 500, 501].map((length) => words(length).length)).toEqual([1, 0, 0, 1]);
  });

  it('is sent once by its form, under the reason of the list, and leads to what it was for', async () => {
    const { visit, calls } = visitOf({ [CLAIMS]: {} });
    expect(await send(visit)).toEqual({ to: `/practitioner/people/${HER}/for/COC` });
    expect(calls).toMatchObject([
      { body: { resident: HER, purpose: 'COC', reason: 'duty-desk', words: 'On the desk today.' } },
    ]);
    expect(calls[0]!.headers.get('idempotency-key')).toBe('form-1');
    await expect(send(visit, { reason: 'curiosity' })).rejects.toMatchObject({ status: 403 });
    expect(calls).toHaveLength(1);
  });

  it('says beside the words that they have signs which the API does not take, and leaves the rest to the shared pages', async () => {
    const { visit } = visitOf();
    const refused = async (status: number) => journey.refused(new ApiProblem(status, 'x', {}), await underway(visit));
    expect(await refused(400)).toMatchObject([{ field: 'words' }]);
    for (const status of [403, 409, 503]) expect(await refused(status)).toBeUndefined();
  });

  it.each([[{ id: HER, purpose: 'CURIOSITY' }], [{ id: 'x', purpose: 'COC' }], [{}]])(
    'is no page for %j',
    async (params) => {
      await expect(journey.read(visitOf().visit, params)).rejects.toMatchObject({ status: 404 });
    },
  );

  it('says before it what follows, keeps what was typed, and chooses nothing for anybody', () => {
    const empty = JSON.stringify(shown());
    expect(empty).toContain('alerts the privacy officer');
    expect(empty).not.toContain('"checked":true');
    expect(shown({ words: 'Typed words' })).toMatchObject({ textarea: { value: 'Typed words' } });
  });
});
