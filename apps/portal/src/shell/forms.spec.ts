import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LaterNotes } from '#libs/http';
import { Body, Get, Post } from '@nestjs/common';
import { newFormToken } from '../session/form-token.js';
import { ForgetfulStore, HoardingStore } from '../session/faults/careless-stores.js';
import type { Fields, Person, Session } from '../session/session.js';
import { SessionStore } from '../session/session-store.js';
import { HastyNotes } from './faults/hasty-notes.js';
import { openPortal, type PortalUnderTest } from '../testing/portal-under-test.js';
import { ApiProblem } from '#libs/client';
import { Page, Redirect } from './page.js';
import { Pages } from './pages.js';
import { ThisVisit, type Visit } from './visit.js';

const MARGARET: Person = { audience: 'resident', sub: 'margaret' };
const PATH = '/resident/spec/stop';

/** How often it was stopped, and with what; slow on demand, and failing the first time on demand. */
const stopped: Fields[] = [];
let release: (() => void) | undefined;
async function begun(): Promise<void> {
  while (release === undefined) await new Promise((resolve) => setImmediate(resolve));
}
const letGo = (): void => (release!(), void (release = undefined));

@Pages('resident', 'resident/spec')
class StopPages {
  @Get('stop')
  async ask(@ThisVisit() visit: Visit): Promise<Page> {
    return new Page('shell/signed-out', `Stop ${JSON.stringify(await visit.typedBefore(PATH))}`);
  }

  @Post('stop')
  async stop(@ThisVisit() visit: Visit, @Body() { _form: _token, ...fields }: Fields): Promise<Page | Redirect> {
    if (fields['wrong'] !== undefined) return new Page('shell/signed-out', 'Say which', {}, { status: 422 });
    if (fields['fails'] !== undefined && stopped.push(fields) === 1) throw new Error('the first time');
    if (fields['over'] !== undefined) throw new ApiProblem(410, 'gone', {});
    if (fields['slow'] !== undefined) await new Promise<void>((resolve) => (release = resolve));
    stopped.push({ ...fields, form: visit.formId! });
    return new Redirect(`/resident/spec/stopped/${stopped.length}`);
  }

  @Post('only')
  only(): Redirect {
    return new Redirect('/resident');
  }
}

describe('a form', () => {
  let portal: PortalUnderTest;
  let margaret: Session;
  const open = (store: typeof SessionStore = SessionStore) => openPortal('http://127.0.0.1:1', [StopPages], { store });
  beforeAll(async () => {
    portal = await open();
  });
  beforeEach(async () => {
    stopped.length = 0;
    margaret = await portal.signIn(MARGARET);
  });
  afterAll(() => portal.close());

  const titleOf = (html: string): string => /<h1[^>]*>([^]*?)<\/h1>/.exec(html)![1]!.trim().replaceAll('&quot;', '"');
  const token = (session: Session = margaret): string => newFormToken(session.content);
  const leadsTo = (answer: Response): unknown => [answer.status, answer.headers.get('location')];
  /** The form of a page that asks again, as its button sends it: the first on the page. */
  const again = (html: string): Record<string, string> => {
    const [form = ''] = /<form method="post"[^]*?<\/form>/.exec(html) ?? [];
    const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    return Object.fromEntries(fields.map(([, name, value]) => [name!, value!]));
  };

  describe('of ours, from what does not look like our origin', () => {
    it.each(['null', '', 'https://elsewhere.example', 'http://portal.example:8080', 'nonsense'])(
      '(%j) is asked for again with everything kept, and one click sends it',
      async (origin) => {
        const asked = await portal.send(PATH, { _form: token(), why: 'a "reason"' }, margaret, origin);
        const html = await asked.text();
        expect([asked.status, titleOf(html), stopped]).toEqual([403, 'Do you want to send this?', []]);
        const { _form: fresh, why } = again(html);
        expect(why).toBe('a &quot;reason&quot;');
        // The click comes from where the first one came from: it counts all the same.
        const sent = await portal.send(PATH, { _form: fresh!, why: 'a "reason"' }, margaret, origin);
        expect(leadsTo(sent)).toEqual([303, '/resident/spec/stopped/1']);
        expect(stopped).toMatchObject([{ why: 'a "reason"' }]);
      },
    );

    it.each(['HTTP://PORTAL.EXAMPLE', 'http://portal.example:80', 'http://portal.example.'])(
      'is simply taken where %s is only spelt otherwise',
      async (origin) => {
        expect(leadsTo(await portal.send(PATH, { _form: token() }, margaret, origin))).toEqual([
          303,
          '/resident/spec/stopped/1',
        ]);
      },
    );

    it('of another site changes nothing and asks nothing: it has no token of hers', async () => {
      const other = await portal.signIn({ audience: 'resident', sub: 'yusuf' });
      for (const forged of ['', 'x', token(other), newFormToken(other.content, 'again')]) {
        const answer = await portal.send(PATH, { _form: forged }, margaret, 'https://elsewhere.example');
        expect([answer.status, titleOf(await answer.text())]).toEqual([403, 'We could not take this form']);
      }
      expect(stopped).toEqual([]);
    });
  });

  describe('sent twice', () => {
    const twice = async (fields: Record<string, string>, at = portal, who = margaret): Promise<unknown[]> => {
      const first = at.send(PATH, fields, who);
      const second = at.send(PATH, fields, who);
      if (fields['slow'] !== undefined) {
        await begun();
        letGo();
      }
      return (await Promise.all([first, second])).map(leadsTo);
    };

    it.each([{}, { slow: 'yes' }])('at once counts once, and both lead to the first one’s page (%j)', async (more) => {
      const seen = await twice({ ...more, _form: token() });
      expect(seen).toEqual([
        [303, '/resident/spec/stopped/1'],
        [303, '/resident/spec/stopped/1'],
      ]);
      expect(stopped).toHaveLength(1);
    });

    it('later leads there as well', async () => {
      const fields = { _form: token() };
      await portal.send(PATH, fields, margaret);
      await portal.send(PATH, { _form: token() }, margaret);
      expect(leadsTo(await portal.send(PATH, fields, margaret))).toEqual([303, '/resident/spec/stopped/1']);
      expect(stopped).toHaveLength(2);
    });

    it('because something was wrong with it, or it failed, is looked at again', async () => {
      const wrong = { _form: token(), wrong: 'yes' };
      for (let times = 0; times < 2; times += 1) expect((await portal.send(PATH, wrong, margaret)).status).toBe(422);
      const fails = { _form: token(), fails: 'yes' };
      expect((await portal.send(PATH, fails, margaret)).status).toBe(500);
      expect((await portal.send(PATH, fails, margaret)).status).toBe(303);
    });

    it('for signing out is signing out', async () => {
      const fields = { _form: token() };
      expect(leadsTo(await portal.send('/sign-out', fields, margaret))).toEqual([303, '/signed-out']);
      expect(leadsTo(await portal.send('/sign-out', fields, margaret))).toEqual([303, '/signed-out']);
    });

    it('says nothing about the page’s other forms and answers: each counts, whatever became of the first', async () => {
      const _form = token();
      const said = [{ answer: 'yes' }, { answer: 'no' }, { answer: 'yes' }].map((answer) => ({ _form, ...answer }));
      for (const fields of said) await portal.send(PATH, fields, margaret);
      expect(stopped.splice(0).map(({ answer }) => answer)).toEqual(['yes', 'no']);
      await portal.send(PATH, { _form }, margaret);
      expect(leadsTo(await portal.send('/resident/spec/only', { _form }, margaret))).toEqual([303, '/resident']);
      const slow = portal.send(PATH, { _form: token(), slow: 'yes' }, margaret);
      await begun();
      expect(leadsTo(await portal.send('/sign-out', { _form }, margaret))).toEqual([303, '/signed-out']);
      expect((await portal.get('/resident', margaret)).headers.get('location')).toMatch(/^\/sign-in\//);
      letGo();
      await slow;
      expect(stopped.map(({ form }) => form)).toHaveLength(2);
    });

    it('would lead elsewhere where that is forgotten (seeded fault)', async () => {
      const careless = await open(ForgetfulStore);
      const who = await careless.signIn(MARGARET);
      expect(new Set((await twice({ _form: token(who) }, careless, who)).map(String)).size).toBe(2);
      await careless.close();
    });
  });

  describe('whose end cannot be noted', () => {
    let away = false;
    /** Nothing about forms can be written while it is away. */
    class FrailStore extends SessionStore {
      override ledTo(...asked: Parameters<SessionStore['ledTo']>): Promise<void> {
        return away ? lost() : super.ledTo(...asked);
      }
      override giveBackForm(...asked: Parameters<SessionStore['giveBackForm']>): Promise<void> {
        return away ? lost() : super.giveBackForm(...asked);
      }
    }
    const lost = (): Promise<never> => Promise.reject(new Error('Connection terminated unexpectedly'));
    const sent = async (more: Record<string, string>, notes = LaterNotes): Promise<Response[]> => {
      const frail = await openPortal('http://127.0.0.1:1', [StopPages], { store: FrailStore, notes });
      try {
        const who = await frail.signIn(MARGARET);
        const fields = { _form: token(who), ...more };
        away = true;
        const first = await frail.send(PATH, fields, who);
        away = false;
        // Of a form that was never given back, the second would wait.
        return notes === HastyNotes ? [first] : [first, await frail.send(PATH, fields, who)];
      } finally {
        await frail.close();
      }
    };

    it('leads where it led, and again when it is sent again', async () => {
      expect((await sent({})).map(leadsTo)).toEqual([
        [303, '/resident/spec/stopped/1'],
        [303, '/resident/spec/stopped/1'],
      ]);
    });

    it('is told what went wrong, and may be sent again soon', async () => {
      const seen = await sent({ over: 'yes' });
      expect(seen.map(({ status }) => status)).toEqual([410, 410]);
    });

    it('would be told of the note instead (seeded fault)', async () => {
      for (const more of [{}, { over: 'yes' }] as Record<string, string>[])
        expect((await sent(more, HastyNotes)).map(({ status }) => status)).toEqual([503]);
    });
  });

  describe('that comes when nobody is signed in any more', () => {
    const late = async (at: PortalUnderTest, fields: Record<string, string>): Promise<Session> => {
      const session = await at.signIn(MARGARET);
      await at.age(session.id, { used: 31 });
      await at.send(PATH, { _form: token(session), ...fields }, session);
      return session;
    };
    const back = async (session: Session): Promise<Session> =>
      portal.signIn(MARGARET, { parked: (await portal.store.find(session.id))!.content.parked! });
    const stored = async (at: PortalUnderTest): Promise<{ rows: number; bytes: number }> => {
      const { rows } = await at.pool.query<{ rows: number; bytes: number }>(
        'SELECT count(*)::int AS rows, coalesce(sum(length(sealed)), 0)::int AS bytes FROM portal.session',
      );
      return rows[0]!;
    };

    it('is shown filled in, with a word why, once', async () => {
      const returned = await back(await late(portal, { why: 'a reason' }));
      const html = await (await portal.get(PATH, returned)).text();
      expect([titleOf(html), html.includes('You were signed out before you sent this')]).toEqual([
        'Stop {"why":"a reason"}',
        true,
      ]);
      expect(await (await portal.get(PATH, returned)).text()).not.toMatch(/a reason|You were signed out before/);
    });

    it('to an address that shows no form is asked for again', async () => {
      const session = await portal.signIn(MARGARET);
      await portal.age(session.id, { used: 31 });
      await portal.send('/resident/spec/only', { _form: token(session), why: 'x' }, session);
      const answer = await portal.get('/resident/spec/only', await back(session));
      const html = await answer.text();
      expect([answer.status, titleOf(html), again(html)['why']]).toEqual([403, 'Do you want to send this?', 'x']);
    });

    it('is not shown after an hour, nor kept', async () => {
      const session = await late(portal, { why: 'a reason' });
      await portal.store.change(session.id, ({ parked, ...content }) => ({
        ...content,
        parked: { ...parked!, at: parked!.at - 61 * 60_000 },
      }));
      expect(titleOf(await (await portal.get(PATH, await back(session))).text())).toBe('Stop undefined');
      await portal.pool.query(`UPDATE portal.session SET parked_at = parked_at - interval '61 minutes'`);
      await portal.store.removeOld();
      expect(await portal.store.find(session.id)).toBeUndefined();
    });

    /** What a hundred forms of 230 kB by people who are not signed in make the portal keep. */
    const flood = async (at: PortalUnderTest): Promise<{ rows: number; bytes: number }> => {
      const before = await stored(at);
      const long = { why: 'x'.repeat(230_000) };
      const ended = await late(at, {});
      const anonymous = await at.store.create({});
      const sendings = Array.from({ length: 100 }, (_, times) => {
        const who = [undefined, ended, anonymous][times % 3];
        const forged = newFormToken(who === undefined ? margaret.content : who.content);
        return at.send(PATH, { _form: times % 2 === 0 ? forged : '', ...(times % 4 === 0 ? {} : long) }, who);
      });
      await Promise.all(sendings);
      const after = await stored(at);
      return { rows: after.rows - before.rows, bytes: after.bytes - before.bytes };
    };

    it('is kept in the session that there was, one of it, and no long one, however many come', async () => {
      const { rows, bytes } = await flood(portal);
      expect(rows).toBe(2);
      expect(bytes).toBeLessThan(100_000);
    });

    it('would be kept without end by a store that hoards (seeded fault)', async () => {
      const careless = await open(HoardingStore);
      margaret = await careless.signIn(MARGARET);
      const { rows, bytes } = await flood(careless);
      expect([rows > 20, bytes > 1_000_000]).toEqual([true, true]);
      await careless.close();
    });
  });
});
