import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeptSession } from '../testing/kept-session.js';
import { openSessions, type OpenSessions } from '../testing/open-sessions.js';
import { EndlessStore } from './faults/endless-store.js';
import { SessionSeal } from './session-seal.js';
import { SessionStore } from './session-store.js';

describe('sessions', () => {
  let sessions: OpenSessions;
  let store: SessionStore;
  beforeAll(async () => {
    sessions = await openSessions();
    ({ store } = sessions);
  });
  afterAll(() => sessions.close());

  const newSession = () => store.create({ person: { audience: 'resident', sub: 'margaret' } });

  it('are found by an id that cannot be guessed, and by no other', async () => {
    const session = await newSession();
    expect(session.id).toMatch(/^[\w-]{43}$/);
    // Looking is use, and moves its end.
    const { endsAt, ...found } = (await store.find(session.id))!;
    expect({ ...found, endsAt: session.endsAt }).toEqual(session);
    expect(endsAt >= session.endsAt).toBe(true);
    expect(await store.find(randomBytes(32).toString('base64url'))).toBeUndefined();
  });

  it('stand in the database without id, person or key that anybody could read', async () => {
    const { id, content } = await newSession();
    const { rows } = await sessions.pool.query<{ row: string }>(
      `SELECT encode(id_hash, 'escape') || encode(sealed, 'escape') AS row FROM portal.session`,
    );
    for (const secret of [id, content.formKey, 'margaret'])
      expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
    const elsewhere = new SessionStore(sessions.pool, new SessionSeal(randomBytes(32)));
    expect(await elsewhere.find(id)).toBeUndefined();
  });

  it('are over after 30 minutes unused; looking does not revive one', async () => {
    const { id } = await newSession();
    await sessions.age(id, { used: 29 });
    expect(await store.find(id)).toMatchObject({ live: true });
    // It was used just now: the minutes begin anew.
    await sessions.age(id, { used: 29 });
    expect(await store.find(id)).toMatchObject({ live: true });
    await sessions.age(id, { used: 31 });
    expect(await store.find(id)).toMatchObject({ live: false });
    expect(await store.find(id)).toMatchObject({ live: false });
  });

  it('are over after 12 hours, however much they are used', async () => {
    const { id } = await newSession();
    await sessions.age(id, { created: 12 * 60 - 1 });
    expect(await store.find(id)).toMatchObject({ live: true });
    await sessions.age(id, { created: 2 });
    expect(await store.find(id)).toMatchObject({ live: false });
  });

  it('say when they end: after the minutes unused, and never after the hours in all', async () => {
    const minutesLeft = ({ endsAt }: { endsAt: Date }): number => Math.round((endsAt.getTime() - Date.now()) / 60_000);
    const session = await newSession();
    expect(minutesLeft(session)).toBe(30);
    await sessions.age(session.id, { used: 20 });
    expect(minutesLeft((await store.find(session.id))!)).toBe(30);
    await sessions.age(session.id, { created: 12 * 60 - 5 });
    expect(minutesLeft((await store.find(session.id))!)).toBe(5);
  });

  it('keep every change of two pages at once', async () => {
    const { id } = await newSession();
    const keys = Array.from({ length: 12 }, (_, at) => `journey-${at}`);
    await Promise.all(
      keys.map((key) =>
        store.change(id, (content) => ({ ...content, answers: { ...content.answers, [key]: { kept: 'yes' } } })),
      ),
    );
    expect(Object.keys((await store.find(id))!.content.answers!).sort()).toEqual(keys.sort());
  });

  it.each(['in PostgreSQL', 'of a spec'])(
    '%s: a change sees what stands there, and no other session is changed',
    async (kind) => {
      const { id, content } = await newSession();
      const held = kind === 'of a spec' ? new KeptSession(id, content) : store;
      const choose = (language: string) =>
        held.change(id, (now) => ({ ...now, language: `${now.language ?? ''}${language}` }));
      expect(await choose('en')).toEqual({ ...content, language: 'en' });
      expect(await choose('-XA')).toEqual({ ...content, language: 'en-XA' });
      expect(await held.change('another', (now) => ({ ...now, language: 'cy' }))).toBeUndefined();
      expect(await held.change(id, (now) => now)).toEqual({ ...content, language: 'en-XA' });
    },
  );

  it('that have ended cannot be changed or send a form', async () => {
    const session = await newSession();
    await store.end(session.id);
    expect(await store.find(session.id)).toBeUndefined();
    expect(await store.change(session.id, (content) => content)).toBeUndefined();
    expect(await store.useForm(session, 'a-form')).toBe(false);
  });

  it('send each form once, however often it arrives at once; another session may send its own', async () => {
    const [session, other] = [await newSession(), await newSession()];
    const taken = await Promise.all(Array.from({ length: 10 }, () => store.useForm(session, 'a-form')));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store.useForm(other, 'a-form')).toBe(true);
    await store.giveBackForm(session, 'a-form');
    expect(await store.useForm(session, 'a-form')).toBe(true);
  });

  describe('whose form was taken and never led anywhere', () => {
    /** Taken by somebody so many seconds ago; whether it can be taken now, once. */
    const takenAgo = async (seconds: number, at: SessionStore = store, path?: string): Promise<boolean[]> => {
      const session = await newSession();
      await at.useForm(session, 'a-form');
      if (path !== undefined) await at.ledTo(session, 'a-form', path);
      const sql = 'UPDATE portal.used_form SET taken_at = taken_at - make_interval(secs => $1) WHERE session = $2';
      await sessions.pool.query(sql, [seconds, createHash('sha256').update(session.id).digest()]);
      return Promise.all([at.useForm(session, 'a-form'), at.useForm(session, 'a-form')]);
    };

    it('may send it again when it cannot be in work any more, once', async () => {
      expect(await takenAgo(80)).toEqual([false, false]);
      expect((await takenAgo(91)).filter(Boolean)).toHaveLength(1);
      expect(await takenAgo(1000, store, '/resident')).toEqual([false, false]);
    });

    it('would be told for ever that it is in work (seeded fault)', async () => {
      const endless = new EndlessStore(sessions.pool, new SessionSeal(sessions.key));
      expect(await takenAgo(91, endless)).toEqual([false, false]);
    });

    it('gives nothing back that led somewhere', async () => {
      const session = await newSession();
      await store.useForm(session, 'a-form');
      await store.ledTo(session, 'a-form', '/resident');
      await store.giveBackForm(session, 'a-form');
      expect(await store.formSent(session, 'a-form')).toEqual({ leadsTo: '/resident' });
    });
  });

  it('that nobody can come back to are removed with their forms; an expired one of today stays, for what was typed', async () => {
    const [old, expired] = [await newSession(), await newSession()];
    await store.useForm(old, 'a-form');
    await sessions.age(old.id, { created: 13 * 60 + 1 });
    await sessions.age(expired.id, { used: 31 });
    expect(await store.removeOld()).toBe(1);
    expect(await store.find(old.id)).toBeUndefined();
    expect(await store.find(expired.id)).toMatchObject({ live: false });
    const { rows } = await sessions.pool.query(`SELECT FROM portal.used_form u WHERE NOT EXISTS
      (SELECT FROM portal.session s WHERE s.id_hash = u.session)`);
    expect(rows).toEqual([]);
  });

  it('of who is not signed in are bounded, in number and in time', async () => {
    const stored = async (): Promise<number | null> =>
      (await sessions.pool.query('SELECT FROM portal.session')).rowCount;
    await sessions.pool.query('DELETE FROM portal.session');
    for (let count = 0; count < 5; count += 1) await store.create({ language: 'en' });
    const kept = await newSession();
    await store.removeOld(3);
    expect(await stored()).toBe(4);
    await sessions.pool.query(`UPDATE portal.session SET used_at = used_at - interval '61 minutes'`);
    await store.removeOld();
    expect(await stored()).toBe(1);
    expect(await store.find(kept.id)).toBeDefined();
  });
});
