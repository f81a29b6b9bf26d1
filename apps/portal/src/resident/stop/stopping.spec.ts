import { describe, expect, it } from '@jest/globals';
import { type Answers, listOf, refusal } from '../../testing/visit-of.js';
import { CALLS, CONFIG, knownOf, margarets, sentBy } from '../testing/margaret.js';
import { answered, D2, directive, recall } from '../testing/town.js';
import { LiftController } from './lift.controller.js';
import { StopAllController } from './stop-all.controller.js';
import { StopController } from './stop.controller.js';

const YES = directive();
const NO = directive({
  id: '33333333-3333-4333-8333-333333333333',
  status: 'ConsentRefused',
  agreement: null,
  version: 3,
});
const REPLACED = () => refusal(409, 'conflict', { code: 'directive-replaced' });
const stops = new StopController(CONFIG);
const lifts = new LiftController();
const of = (one: typeof YES, answers: Answers = {}) =>
  margarets({ ...knownOf([one], [answered(D2, null)]), ...answers });
const away = () => refusal(503, 'unavailable');

describe('stopping one thing', () => {
  const stop = async (answer: unknown) => {
    const asked = of(YES, { [CALLS.withdraw(YES.id)]: answer });
    return { asked, page: await stops.stop(asked.visit, YES.id) };
  };

  it('is one request with the form’s own key, and leads to what became of it', async () => {
    const { asked, page } = await stop({ id: YES.id });
    expect(page).toEqual({ to: `/resident/choices/${YES.id}/stopped` });
    expect(asked.calls).toMatchObject([{ call: CALLS.withdraw(YES.id) }]);
    expect(asked.calls[0]!.headers.get('idempotency-key')).toBe('form-1');
  });

  it('never says that it stopped what was said yes to again meanwhile', async () => {
    const { page } = await stop(REPLACED);
    expect(page).toMatchObject({ template: 'resident/blocked', options: { status: 409 } });
  });

  it.each([
    [404, 'not-found'],
    [503, 'unavailable'],
    [409, 'conflict'],
  ])('leaves any other refusal to the shared pages: %d', async (status, problem) => {
    await expect(stop(() => refusal(status, problem))).rejects.toMatchObject({ status });
  });

  it.each([
    ['of what was stopped before', directive({ status: 'ConsentWithdrawn' }), '/stopped'],
    ['of a yes that a newer one replaced', directive({ supersededAt: '2026-11-22T15:00:00Z' }), '/stopped'],
    ['of what ended by its time', directive({ status: 'ConsentExpired' }), ''],
    ['of a no', directive({ status: 'ConsentRefused' }), ''],
  ])('is not asked about %s: a link from before leads to its own page', async (_what, one, page) => {
    expect(await stops.ask(of(one).visit, one.id)).toEqual({ to: `/resident/choices/${one.id}${page}` });
  });

  it('is asked about also while nobody can say what is shared: stopping waits for no other app', async () => {
    const page = await stops.ask(of(YES, { [CALLS.sharing]: away, 'GET /api/policy/v1/agencies': away }).visit, YES.id);
    expect(page).toMatchObject({ template: 'resident/confirm', options: { back: `/resident/choices/${YES.id}` } });
    expect(JSON.stringify(page)).toContain(CONFIG.HELP_PHONE);
  });
});

describe('what became of it', () => {
  const stopped = async (one: typeof YES, answers: Answers = {}) => stops.stopped(of(one, answers).visit, one.id);

  it('is told of what was stopped or replaced alone', async () => {
    const own = `/resident/choices/${YES.id}`;
    expect(await stopped(YES)).toEqual({ to: own });
    expect(await stopped(directive({ status: 'ConsentExpired' }))).toEqual({ to: own });
    const [withdrawn, over] = [
      await stopped(directive({ status: 'ConsentWithdrawn' })),
      await stopped(directive({ supersededAt: '2026-11-22T15:00:00Z' })),
    ] as { title: string }[];
    expect(withdrawn!.title).not.toBe(over!.title);
  });

  it('is told without what agencies say, where that cannot be asked: never as if there were nothing', async () => {
    const one = directive({ status: 'ConsentWithdrawn' });
    const nothing = async (answer: unknown) => JSON.stringify(await stopped(one, { [CALLS.recalls]: answer }));
    expect(await nothing({ recalls: [recall()] })).toContain('Harbour Homes opened 1 item');
    expect(await nothing(away)).toContain('We cannot see this now');
    expect(await nothing({ recalls: [] })).not.toContain('We cannot see this now');
    await expect(stopped(one, { [CALLS.recalls]: () => refusal(403, 'not-allowed') })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe('stopping everything', () => {
  const all = new StopAllController(CONFIG);
  const SECOND = directive({ id: '44444444-4444-4444-8444-444444444444', recipients: ['REACH'], agreement: 'D1' });
  const ENDED = directive({ id: '55555555-5555-4555-8555-555555555555', status: 'ConsentWithdrawn' });
  const said = [YES, NO, SECOND, ENDED];

  it('stops each yes that counts, under a key of its own, and nothing else', async () => {
    const asked = margarets({
      ...knownOf(said),
      ...Object.fromEntries([YES, SECOND].map(({ id }) => [CALLS.withdraw(id), { id }])),
    });
    expect(await all.stop(asked.visit)).toEqual({ to: '/resident/stop-all/done' });
    expect(sentBy(asked)).toMatchObject([{ call: CALLS.withdraw(YES.id) }, { call: CALLS.withdraw(SECOND.id) }]);
    const keys = asked.calls.flatMap(({ headers }) => headers.get('idempotency-key') ?? []);
    expect(keys).toEqual([`form-1-${YES.id}`, `form-1-${SECOND.id}`]);
  });

  it('says nothing of the rest where one could not be stopped: what was stopped before it stays so', async () => {
    const asked = margarets({ ...knownOf(said), [CALLS.withdraw(YES.id)]: {}, [CALLS.withdraw(SECOND.id)]: away });
    await expect(all.stop(asked.visit)).rejects.toMatchObject({ status: 503 });
    expect(sentBy(asked)).toHaveLength(2);
  });

  it('reads every page of what she said', async () => {
    const pages = ({ query }: { query: Record<string, string> }) =>
      query['after'] === undefined ? { items: [YES], next: 'c2' } : { items: [SECOND], next: null };
    const answers = { [CALLS.directives]: pages, [CALLS.withdraw(YES.id)]: {}, [CALLS.withdraw(SECOND.id)]: {} };
    const asked = margarets(answers);
    await all.stop(asked.visit);
    expect(sentBy(asked)).toHaveLength(2);
  });

  it('lists what will stop, and is not asked where nothing counts', async () => {
    const page = await all.ask(margarets(knownOf(said)).visit);
    expect(page).toMatchObject({ model: { list: ['Sharing: Adaptations', 'Sharing: Discharge'] } });
    expect(await all.ask(margarets(knownOf([NO, ENDED])).visit)).toEqual({ to: '/resident' });
  });

  it('is not said to be done while a yes counts, nor to have stopped what nobody stopped', async () => {
    expect(await all.done(margarets(knownOf(said)).visit)).toEqual({ to: '/resident' });
    const [some, none] = [
      await all.done(margarets(knownOf([ENDED])).visit),
      await all.done(margarets(knownOf([NO])).visit),
    ] as { title: string; model: { links: object[] } }[];
    expect([some!.model.links.length, none!.model.links.length]).toEqual([1, 0]);
    expect(some!.title).not.toBe(none!.title);
  });
});

describe('taking a no back', () => {
  const lift = async (answer: unknown, version: unknown = '3') => {
    const asked = of(NO, { [CALLS.lift(NO.id)]: answer });
    return { asked, to: await lifts.lift(asked.visit, NO.id, { version } as Record<string, string>) };
  };

  it('takes back the version that was seen', async () => {
    const { asked, to } = await lift({ id: NO.id });
    expect(to).toEqual({ to: `/resident/lifted?no=${NO.id}` });
    expect(asked.calls[0]!.headers.get('if-match')).toBe('"3"');
  });

  it('that another window took back already is so; that somebody changed is said', async () => {
    expect((await lift(REPLACED)).to).toEqual({ to: `/resident/lifted?no=${NO.id}` });
    await expect(lift(() => refusal(412, 'version-conflict'))).rejects.toMatchObject({ status: 412 });
  });

  it.each(['', '0', '03', '3"', '-1', ['3'], undefined])('of a version %j is no form of ours', async (version) => {
    const asked = of(NO);
    const sent = lifts.lift(asked.visit, NO.id, { version } as Record<string, string>);
    await expect(sent).rejects.toMatchObject({ status: 403 });
    expect(asked.calls).toEqual([]);
  });

  it('is asked of a no that stands, and carries its version', async () => {
    expect(await lifts.ask(of(NO).visit, NO.id)).toMatchObject({ model: { kept: [{ name: 'version', value: '3' }] } });
    expect(await lifts.ask(of(YES).visit, YES.id)).toEqual({ to: `/resident/choices/${YES.id}` });
    const gone = directive({ ...NO, supersededAt: '2026-11-22T15:00:00Z' });
    expect(await lifts.ask(of(gone).visit, NO.id)).toEqual({ to: `/resident/lifted?no=${NO.id}` });
  });

  it('is said to be done only of a no that is gone, and that another one stands where one does', async () => {
    const gone = directive({ ...NO, supersededAt: '2026-11-22T15:00:00Z' });
    const done = (others: readonly (typeof NO)[]) => {
      const visit = margarets({ ...knownOf([gone]), [CALLS.directives]: listOf(...others) }).visit;
      return lifts.lifted(visit, NO.id);
    };
    const texts = async (others: readonly (typeof NO)[]) =>
      ((await done(others)) as { model: { paragraphs: string[] } }).model.paragraphs;
    expect(await texts([])).toHaveLength(2);
    expect(await texts([directive({ status: 'Objected' })])).toHaveLength(3);
    expect(await texts([YES])).toHaveLength(2);
    expect(await lifts.lifted(of(NO).visit, NO.id)).toEqual({ to: `/resident/choices/${NO.id}` });
    expect(await lifts.lifted(margarets().visit)).toEqual({ to: '/resident' });
  });
});

it.each(['x', '../me', `${YES.id}/withdraw`])('what is no id is no page, and goes to no API: %s', async (id) => {
  const asked = margarets();
  const { visit } = asked;
  const all = [stops.ask, stops.stop, stops.stopped].map((page) => page.call(stops, visit, id));
  for (const page of [...all, lifts.ask(visit, id), lifts.lift(visit, id, { version: '1' }), lifts.lifted(visit, id)])
    await expect(page).rejects.toMatchObject({ status: 404 });
  expect(asked.calls).toEqual([]);
});
