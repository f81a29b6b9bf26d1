import { describe, expect, it } from '@jest/globals';
import type { Round } from '../round.js';
import { apiMsOf, timePage } from './time-page.js';

const API_MS = 1000;
const page = (status = 200): Response =>
  new Response('…', { status, headers: { 'server-timing': `api;dur=${API_MS}` } });

describe('a page', () => {
  it('is timed as often as told, its own part without what the APIs took', async () => {
    let asked = 0;
    const round = (await timePage(() => Promise.resolve((asked++, page())), 5)) as Round;
    expect([asked, round.also!.times]).toEqual([5, 5]);
    expect(round.p50Ms).toBeGreaterThan(0);
    expect(round.also!.ownP95Ms).toBeCloseTo(round.also!.p95Ms! - API_MS, 6);
  });

  it('is asked no more when it has taken longest, but once', async () => {
    const round = (await timePage(() => Promise.resolve(page()), 5, 0)) as Round;
    expect(round.also!.times).toBe(1);
  });

  it.each([204, 303, 404, 500])(
    'that answers %i is no time but that status, at whichever of the times',
    async (status) => {
      const answers = [page(), new Response(null, { status })];
      expect(await timePage(() => Promise.resolve(answers.shift()!), 5)).toBe(status);
    },
  );

  it('that says nothing of the APIs has no part of its own', () => {
    expect(apiMsOf(new Response())).toBeNaN();
    expect(apiMsOf(page())).toBe(API_MS);
  });
});
