import { rewrite } from '#libs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BundleEngines, DatabaseClock } from '#libs/pdp';
import { Log } from '#libs/telemetry';
import { CallRecord } from '../../../apps/policy/src/decisions/evaluation/call-record.js';
import { DecideRequests } from '../../../apps/policy/src/decisions/evaluation/decide-requests.js';
import { EvaluateAccess } from '../../../apps/policy/src/decisions/evaluation/evaluate-access.js';
import { GatherFacts } from '../../../apps/policy/src/decisions/evaluation/gather-facts.js';
import { RecordDecisions } from '../../../apps/policy/src/decisions/evaluation/record-decisions.js';
import { ResolveQuestions } from '../../../apps/policy/src/decisions/evaluation/resolve-questions.js';
import { SealDecisions } from '../../../apps/policy/src/decisions/evaluation/seal-decisions.js';
import { HotDatabase } from '../../../apps/policy/src/storage/hot-database.js';
import { each, type RunningPolicy } from '../../../apps/policy/src/testing/running-policy.js';
import { PEOPLE } from '../../../apps/policy/src/testing/town.js';
import { raceBundles } from '../../race/bundles.js';
import { DecidesAsBefore, NeverCompared } from '../faults/uncompared-answers.js';
import {
  type Asked,
  CHANGES,
  consentAgain,
  keptPlace,
  partOf,
  signedIn,
  somebody,
  type Watched,
  watched,
  withdraw,
} from './kept-place.js';

let policy: RunningPolicy;
const apps = new Map<string, Watched>();
beforeAll(async () => {
  policy = await keptPlace();
  for (const facts of ['kept', 'fresh'] as const) apps.set(facts, await watched(policy, facts));
}, 60_000);
afterAll(async () => {
  for (const { running } of apps.values()) await running.stop();
  await policy.stop();
});
beforeEach(async () => {
  for (const app of apps.values()) app.beforeRecord = undefined;
  await policy.admin.query('DELETE FROM audit.staging');
});

const entryCount = async (): Promise<number> => (await policy.entries('read')).length;

/** With a fragment of the recording function replaced, as long as it takes. */
async function rewritten<T>(from: string, to: string, work: () => Promise<T>): Promise<T> {
  const RECORD = 'policy.record_decisions_v1(jsonb)';
  await rewrite(policy.admin, RECORD, [from, to]);
  try {
    return await work();
  } finally {
    await rewrite(policy.admin, RECORD, [to, from]);
  }
}
const NOT_COMPARED = ['i.compared IS FALSE', '(true OR i.compared)'] as const;

/** The decision before, after it was made a no, and after it was made a yes again, each asked twice. */
async function through([, no, yes]: (typeof CHANGES)[number], ask: (asked: Asked) => Promise<boolean>) {
  const asked = await somebody(policy);
  const decisions = [await ask(asked), await ask(asked)];
  await no(policy.admin, asked);
  decisions.push(await ask(asked), await ask(asked));
  await yes(policy.admin, asked);
  decisions.push(await ask(asked), await ask(asked));
  return decisions;
}
const AS_THINGS_ARE = [true, true, false, false, true, true];
const AS_FIRST_KEPT = [true, true, true, true, true, true];

describe('a decision by kept facts', () => {
  it('is two statements, whoever asks with the first, and so is a list of them', async () => {
    const app = apps.get('kept')!;
    const several = [await somebody(policy), await somebody(policy)];
    await app.askAll(several);
    app.statements.length = 0;
    expect((await app.ask(several[0]!)).body.decision).toBe(true);
    expect(app.statements).toEqual(['resolve-questions', 'record-decisions']);
    app.statements.length = 0;
    expect(each((await app.askAll(several)).body.evaluations, 'decision')).toEqual([true, true]);
    expect(app.statements).toEqual(['resolve-questions', 'record-decisions']);
  });

  it('reads its facts each time where the place keeps none', async () => {
    const app = apps.get('fresh')!;
    const asked = await somebody(policy);
    await app.ask(asked);
    app.statements.length = 0;
    await app.ask(asked);
    expect(app.statements).toEqual(['resolve-questions', 'gather-facts', 'record-decisions']);
  });

  it('has its entry, each under the key of its own resident', async () => {
    const app = apps.get('kept')!;
    const several = [await somebody(policy), await somebody(policy)];
    await app.askAll(several);
    await policy.admin.query('DELETE FROM audit.staging');
    const { body } = await app.askAll(several);
    const entries = new Map((await policy.entries('read')).map((entry) => [entry.id, entry]));
    for (const [at, { context }] of (body.evaluations as { context: { entryId: string } }[]).entries()) {
      const { holder, index } = entries.get(context.entryId)!;
      expect([holder, index['residentId']]).toEqual([`resident/${several[at]!.id}`, several[at]!.id]);
    }
  });

  it.each(CHANGES)('is the new one after %s, and would be the old one without the comparison', async (...change) => {
    const app = apps.get('kept')!;
    const ask = async (asked: Asked): Promise<boolean> => (await app.ask(asked)).body.decision as boolean;
    expect(await through(change, ask)).toEqual(AS_THINGS_ARE);
    expect(await rewritten(...NOT_COMPARED, () => through(change, ask))).toEqual(AS_FIRST_KEPT);
  });

  it('denies only while what it rests on stands, and would go on without the comparison', async () => {
    const app = apps.get('kept')!;
    const asked = await somebody(policy);
    await withdraw(policy.admin, asked);
    const ask = async (): Promise<boolean> => (await app.ask(asked)).body.decision as boolean;
    expect([await ask(), await ask()]).toEqual([false, false]);
    await consentAgain(policy.admin, asked);
    expect(await rewritten(...NOT_COMPARED, ask)).toBe(false);
    expect(await ask()).toBe(true);
  });
});

describe('whoever asks', () => {
  it('is read with each question: suspended they are turned away from the next on, and resumed let in', async () => {
    const app = apps.get('kept')!;
    const asked = await somebody(policy);
    const status = async (): Promise<number> => (await app.ask(asked)).status;
    const become = (next: string): Promise<unknown> =>
      policy.admin.query('UPDATE policy.principal SET status = $1 WHERE id = $2', [next, PEOPLE.harbour.id]);
    expect([await status(), await status()]).toEqual([200, 200]);
    await become('suspended');
    const recorded = await entryCount();
    expect([await status(), await entryCount()]).toEqual([403, recorded]);
    await become('active');
    expect(await status()).toBe(200);
  });
});

describe('a mistake around the record is found', () => {
  const evaluating = (Deciding = DecideRequests, Recording = CallRecord): EvaluateAccess => {
    const part = <T>(token: abstract new (...args: never[]) => T): T => partOf(apps.get('kept')!.running, token);
    return new EvaluateAccess(
      part(ResolveQuestions),
      new Deciding(part(BundleEngines), part(GatherFacts), part(Log)),
      part(SealDecisions),
      new RecordDecisions(new Recording(part(HotDatabase), part(DatabaseClock))),
    );
  };
  const by =
    (access: EvaluateAccess) =>
    async ({ question }: Asked): Promise<boolean> => {
      const {
        evaluated: [evaluated],
      } = await access.evaluate(signedIn(policy, 'harbour'), [question as never], 'execute_all');
      return 'decided' in evaluated! && evaluated.decided.decision.outcome === 'permit';
    };

  it('none, as things are', async () => {
    expect(await through(CHANGES[0]!, by(evaluating()))).toEqual(AS_THINGS_ARE);
  });

  it('decisions that are said to rest on nothing', async () => {
    expect(await through(CHANGES[0]!, by(evaluating(DecideRequests, NeverCompared)))).toEqual(AS_FIRST_KEPT);
  });

  it('decisions taken again by the facts that had moved', async () => {
    const asked = await somebody(policy);
    const ask = by(evaluating(DecidesAsBefore));
    expect(await ask(asked)).toBe(true);
    await withdraw(policy.admin, asked);
    await expect(ask(asked)).rejects.toMatchObject({ name: 'UnavailableError', retryAfterSeconds: 1 });
  });
});

describe.each(['kept', 'fresh'])('with facts %s', (facts) => {
  const app = (): Watched => apps.get(facts)!;
  const once = (change: () => Promise<unknown>): void => {
    app().beforeRecord = () => {
      app().beforeRecord = undefined;
      return change();
    };
  };

  it.each(CHANGES)('a decision is the new one after %s', async (...change) => {
    expect(await through(change, async (asked) => (await app().ask(asked)).body.decision as boolean)).toEqual(
      AS_THINGS_ARE,
    );
  });

  it('what changes between a decision and its record is decided again, and recorded once', async () => {
    const asked = await somebody(policy);
    once(() => withdraw(policy.admin, asked));
    expect((await app().ask(asked)).body).toMatchObject({ decision: false });
    once(() => consentAgain(policy.admin, asked));
    expect((await app().ask(asked)).body).toMatchObject({ decision: true });
    expect(each(each(await policy.entries('read'), 'index'), 'outcome')).toEqual(['deny', 'permit']);
  });

  it('what changes each time is not answered, not recorded, and may be asked again', async () => {
    const asked = await somebody(policy);
    app().beforeRecord = () => policy.admin.query('UPDATE policy.agency SET name = name');
    const answer = await app().ask(asked);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await entryCount()).toBe(0);
    app().beforeRecord = undefined;
    expect((await app().ask(asked)).body.decision).toBe(true);
  });

  it('a list is recorded as far as it is told, though one of it moves', async () => {
    const several = [await somebody(policy), await somebody(policy), await somebody(policy)];
    const ask = async (semantic: string): Promise<unknown[]> => {
      once(() => withdraw(policy.admin, several[1]!));
      const { body } = await app().askAll(several, semantic);
      await consentAgain(policy.admin, several[1]!);
      return each(body.evaluations, 'decision');
    };
    expect(await ask('deny_on_first_deny')).toEqual([true, false]);
    expect(await entryCount()).toBe(2);
    const apart = ['PARTITION BY i.asked', 'PARTITION BY i.ordinal'] as const;
    expect(await rewritten(...apart, () => ask('deny_on_first_deny'))).toEqual([true, false]);
    expect(await entryCount()).toBeGreaterThan(4);
  });

  it('a word that is not known is recorded beside what moves', async () => {
    const asked = await somebody(policy);
    const unknown = { ...asked, question: { ...asked.question, action: { name: 'delete' } } };
    once(() => withdraw(policy.admin, asked));
    const { body } = await app().askAll([unknown, asked]);
    expect(each(each(body.evaluations, 'context'), 'reason')).toEqual(['unknown-action', expect.any(String)]);
    expect(each(body.evaluations, 'decision')).toEqual([false, false]);
    const { rows } = await policy.admin.query<{ id: string }>('SELECT id FROM audit.staging');
    expect(new Set(each(rows, 'id'))).toEqual(new Set(each(each(body.evaluations, 'context'), 'entryId')));
  });

  describe('and the place’s clock', () => {
    const setClock = (offset: string) => policy.admin.query('UPDATE fence.clock SET offset_by = $1', [offset]);

    /** The bundle that decided when the next had taken over by its schedule. */
    async function bundleAfter(): Promise<string> {
      const [, stricter] = await raceBundles();
      const asked = await somebody(policy);
      await policy.admin.query(
        `INSERT INTO policy.bundle (hash, files, author) VALUES ($1, $2, 'spec') ON CONFLICT DO NOTHING`,
        [stricter.hash, JSON.stringify(stricter.files)],
      );
      const { rows } = await policy.admin.query<{ ordinal: string }>(
        `INSERT INTO policy.bundle_schedule (hash, effective_at, approved_by)
           VALUES ($1, fence.domain_now() + interval '1 hour', 'spec') RETURNING ordinal`,
        [stricter.hash],
      );
      try {
        expect((await app().ask(asked)).body.decision).toBe(true);
        await setClock('1 hour');
        const { context } = (await app().ask(asked)).body as { context: { bundle: string } };
        return context.bundle === stricter.hash ? 'the next' : 'the one before';
      } finally {
        await setClock('0');
        await policy.admin.query('DELETE FROM policy.bundle_schedule WHERE ordinal = $1', [rows[0]!.ordinal]);
      }
    }

    it('a bundle decides from the moment of its schedule on', async () => expect(await bundleAfter()).toBe('the next'));

    /** Whether an answer bears a time that has not come, after the clock was moved back. */
    async function isAheadOfTime(): Promise<boolean> {
      const asked = await somebody(policy);
      await setClock('2 hours');
      await app().ask(asked);
      await setClock('0');
      const { context } = (await app().ask(asked)).body as { context: { decidedAt: string } };
      return Date.parse(context.decidedAt) > Date.now() + 60_000;
    }

    it('no decision is of a time that has not come', async () => expect(await isAheadOfTime()).toBe(false));

    if (facts === 'kept') {
      it('and would be, were either end of its time not compared', async () => {
        expect(await rewritten('AND v_stands.now < i."notAfter"', 'AND i."notAfter" IS NOT NULL', bundleAfter)).toBe(
          'the one before',
        );
        expect(await rewritten('i."decidedAt" <= v_stands.now', 'i."decidedAt" IS NOT NULL', isAheadOfTime)).toBe(true);
      });
    }
  });
});
