import { describe, expect, it } from '@jest/globals';
import { type Decision, noObligations, type Obligations } from '#libs/domain';
import type { Decided, Way } from './asked.js';
import { Held } from './held.js';
import {
  breaksObligation,
  EVERY_OBLIGATION,
  maskCovers,
  maskOf,
  noticesOf,
  type Obligation,
} from './keep-obligations.js';
import { ReleaseLine } from './release-line.js';

function item(obligations: object, kind = 'view', outcome = 'permit'): Decided {
  const decision = { outcome, obligations: { ...noObligations(), ...obligations } } as Decision;
  return {
    asked: { id: 'a', kind, deliveryId: 'd', recordId: 'r', request: {} },
    facts: {},
    decision,
  } as unknown as Decided;
}
const all: Obligations = {
  ...{ redact: ['a'], mask: ['b'], notify: true, deferNotice: true, noOnwardSharing: true, alert: true },
  ...{ hideLocation: true, accuracyDisputed: true },
};

describe('an obligation', () => {
  it('is kept where the way can carry it out, each by its name', () => {
    expect(breaksObligation(item(all), EVERY_OBLIGATION)).toBe(false);
    for (const missing of EVERY_OBLIGATION) {
      const kept = EVERY_OBLIGATION.filter((name) => name !== missing);
      expect(breaksObligation(item({ [missing]: all[missing] }), kept)).toBe(true);
      expect(breaksObligation(item({}), kept)).toBe(false);
    }
  });

  it('of a name that nobody knows breaks every way; a denial obliges to nothing', () => {
    for (const asked of [true, ['field'], 'yes', 1])
      expect(breaksObligation(item({ pseudonymise: asked }), EVERY_OBLIGATION)).toBe(true);
    for (const not of [false, [], null, undefined])
      expect(breaksObligation(item({ pseudonymise: not }), EVERY_OBLIGATION)).toBe(false);
    expect(breaksObligation(item(all, 'view', 'deny'), [])).toBe(false);
  });
});

describe('the release line', () => {
  /** The line with everything around it but the refusal of what cannot be kept; answers what reaches the fence. */
  async function release(
    kept: readonly Obligation[],
    obligations: object,
  ): Promise<{ refusal?: string; content: unknown }> {
    const line = new ReleaseLine(
      { gatherKept: () => Promise.resolve([{}]) } as never,
      { decide: () => Promise.resolve([item(obligations)]) } as never,
      {
        record: (prepared: { refusal?: string; content: unknown; asked: object }[]) =>
          Promise.resolve({ ended: prepared, moved: [] }),
      } as never,
    );
    const way: Way<string> = {
      keeps: kept,
      prepare: (decided) => Promise.resolve(decided.map((one) => ({ ...one, content: new Held('secret') }))),
    };
    return (await line.release([item(obligations).asked], way, {} as never))[0] as never;
  }

  it('denies what its way cannot carry out, and fetches nothing', async () => {
    expect(await release(EVERY_OBLIGATION, all)).toMatchObject({ content: 'secret' });
    const denied = { refusal: 'obligation-not-kept', content: null, delivery: { id: 'd', recordId: 'r' } };
    expect(await release(EVERY_OBLIGATION, { pseudonymise: true })).toMatchObject(denied);
    expect(await release(['redact'], { redact: ['a'], mask: ['b'] })).toMatchObject(denied);
  });
});

describe('a sealed delivery', () => {
  it.each<[Partial<Obligations>, Partial<Obligations>, boolean]>([
    [{ redact: ['a'] }, { redact: ['a'] }, true],
    [{ redact: ['a'] }, {}, true],
    [{}, { redact: ['a'] }, false],
    [{}, { mask: ['a'] }, false],
    [{ mask: ['a'] }, { mask: ['a'] }, true],
    [{ redact: ['a'] }, { mask: ['a'] }, true],
    [{ mask: ['a'] }, { redact: ['a'] }, false],
    [{}, { hideLocation: true }, false],
    [{ redact: ['a'] }, { redact: ['a'], hideLocation: true }, false],
    [{ hideLocation: true }, { hideLocation: true }, true],
    [{ hideLocation: true }, {}, true],
    [{}, { noOnwardSharing: true }, false],
    [{ noOnwardSharing: true }, { noOnwardSharing: true }, true],
    [{}, { accuracyDisputed: true }, false],
    [{}, { notify: true, alert: true, deferNotice: true }, true],
  ])('under %j covers %j: %s', (sealed, asked, covers) => {
    expect(maskCovers(maskOf({ ...noObligations(), ...sealed }), { ...noObligations(), ...asked })).toBe(covers);
  });
});

describe('a notice', () => {
  it.each<[object, string, object[]]>([
    [{ notify: true }, 'view', [{ kind: 'tell-resident', held: false }]],
    [{ notify: true, deferNotice: true }, 'open', [{ kind: 'tell-resident', held: true }]],
    [{ deferNotice: true }, 'open', [{ kind: 'tell-resident', held: true }]],
    [{ alert: true }, 'view', [{ kind: 'alert-officer', held: false }]],
    [{ alert: true, notify: true }, 'offer', []],
    [{ alert: true, notify: true }, 'list', []],
    [{}, 'view', []],
  ])('of %j on a %s is %j', (obligations, kind, notices) => {
    expect(noticesOf(item(obligations, kind))).toEqual(notices);
    expect(noticesOf(item(obligations, kind, 'deny'))).toEqual([]);
  });
});
