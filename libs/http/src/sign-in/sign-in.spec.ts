import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestIssuer, type TestIssuer } from '#libs/testing';
import type { RunningApp } from '../host/bootstrap-app.js';
import { SampleController } from '../testing/sample-app.js';
import { startSample } from '../testing/sample-host.js';
import { Allow, LooksUpSignIn } from './allow.js';
import { CurrentPrincipal, CurrentSignIn } from './current-principal.js';
import type { Principal } from './principal.js';
import { PrincipalDirectory } from './principal-directory.js';
import { SignIn } from './sign-in.js';
import type { Population } from './trusted-issuers.js';

const ISSUER = 'https://issuer.example';
const STAFF: Population = { kinds: ['practitioner', 'officer', 'system'], claims: { subject: 'sub' } };
const RESIDENTS: Population = { kinds: ['resident'], claims: { subject: 'nhs' } };
const resident: Principal = { id: 'r', kind: 'resident', agency: null, roles: [], residentId: 'r', status: 'active' };
const nurse: Principal = {
  ...{ id: 'n', kind: 'practitioner', agency: 'NM-ACUTE', residentId: null, status: 'active' },
  roles: ['ed-nurse', 'hub-nurse'],
};

type Reading = readonly [population: Population, claims: object];
const signIn = (readings: readonly Reading[], { decides = false } = {}): SignIn =>
  new SignIn(
    {
      readings: readings.map(([population, claims]) => ({
        population,
        claims: { issuer: ISSUER, subject: 's', ...claims },
      })),
    },
    { kinds: ['practitioner'], decidesSuspension: decides },
  );
function refusal(of: SignIn, ...found: (Principal | null)[]): string {
  try {
    return `let in ${of.admit(found.map((principal) => ({ principal }))).principal.id}`;
  } catch (error) {
    const { problem, details } = error as { problem: string; details: { code?: string } };
    return details.code ?? problem;
  }
}

describe('a sign-in', () => {
  it('of one issuer’s two populations is one name where it says one, and is read as whoever has it', () => {
    const both = signIn([
      [RESIDENTS, {}],
      [STAFF, {}],
    ]);
    expect(both.names).toEqual([{ issuer: ISSUER, subject: 's' }]);
    expect(refusal(both, nurse)).toBe('let in n');
    expect(refusal(both, resident)).toBe('forbidden');
    expect(refusal(both, null)).toBe('unknown-principal');
  });

  it('is two where it says two, and the first that is somebody counts', () => {
    const both = signIn([
      [RESIDENTS, { subject: 'nhs-1' }],
      [STAFF, { subject: 'esr-1' }],
    ]);
    expect(both.names.map(({ subject }) => subject)).toEqual(['nhs-1', 'esr-1']);
    expect(refusal(both, null, nurse)).toBe('let in n');
    expect(refusal(both, resident, nurse)).toBe('forbidden');
    // Whoever has the resident's name is staff: that issuer's residents they are not.
    expect(refusal(both, nurse, null)).toBe('unknown-principal');
  });

  it('hands on what was found with whoever is let in', () => {
    const both = signIn([
      [RESIDENTS, { subject: 'nhs-1' }],
      [STAFF, { subject: 'esr-1' }],
    ]);
    const found = [
      { principal: null, epoch: 1 },
      { principal: nurse, epoch: 2 },
    ];
    expect(both.admit(found)).toEqual({ principal: nurse, epoch: 2 });
  });

  it('narrows whoever is found, and each time by its own token', () => {
    const found = [{ principal: nurse }];
    const narrow = signIn([[STAFF, { roles: ['ed-nurse', 'gp'] }]]);
    expect(narrow.admit(found).principal.roles).toEqual(['ed-nurse']);
    expect(signIn([[STAFF, {}]]).admit(found).principal.roles).toEqual(nurse.roles);
    expect(refusal(signIn([[STAFF, { agency: 'HARBOUR' }]]), nurse)).toBe('other-agency');
    const assured: Population = { ...STAFF, assurance: ['aal2'] };
    expect(refusal(signIn([[assured, {}]]), nurse)).toBe('assurance-too-low');
    expect(refusal(signIn([[assured, { assurance: 'aal2' }]]), nurse)).toBe('let in n');
  });

  it('turns the suspended away, but where that is decided, and says whom it refused', () => {
    const suspended: Principal = { ...nurse, status: 'suspended' };
    const at = signIn([[STAFF, {}]]);
    expect([at.askedBy, refusal(at, suspended), at.askedBy]).toEqual([
      null,
      'suspended',
      { id: 'n', kind: 'practitioner' },
    ]);
    expect(refusal(signIn([[STAFF, {}]], { decides: true }), suspended)).toBe('let in n');
  });
});

/** Routes that look up who signed in: the second one takes a principal that nobody has let in. */
@Controller('v1/looked-up')
class LookedUpController {
  constructor(private readonly directory: PrincipalDirectory) {}

  @Get('sound')
  @Allow('practitioner')
  @LooksUpSignIn()
  async sound(@CurrentSignIn() who: SignIn): Promise<object> {
    const { issuer, subject } = who.names[0]!;
    return who.admit([{ principal: await this.directory.find(issuer, subject) }]).principal;
  }

  @Get('careless')
  @Allow('practitioner')
  @LooksUpSignIn()
  careless(@CurrentPrincipal() who: Principal): object {
    return who;
  }
}

describe('a route that looks up who signed in', () => {
  let issuer: TestIssuer;
  let running: RunningApp;
  const lines: string[] = [];
  beforeAll(async () => {
    issuer = await startTestIssuer();
    running = await startSample(issuer, { controllers: [SampleController, LookedUpController], lines });
  });
  afterAll(async () => {
    await running.stop();
    await issuer.stop();
  });
  const get = async (path: string, token: string): Promise<[number, { type?: string; id?: string }]> => {
    const answer = await fetch(`${running.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return [answer.status, (await answer.json()) as object];
  };

  it.each(['brandt', 'margaret', 'offshift', 'nobody'])('lets %s in, or not, as the guard does', async (as) => {
    const [status, { id, type }] = await get('/v1/looked-up/sound', issuer.token(as));
    const [guarded, by] = await get('/v1/samples/me', issuer.token(as));
    // Residents may see themselves there.
    if (as === 'margaret') expect([status, type, guarded]).toEqual([403, expect.stringMatching(/:forbidden$/), 200]);
    else expect([status, id, type]).toEqual([guarded, by.id, by.type]);
  });

  it('says in the log who asked, let in or not', async () => {
    for (const [as, id] of [
      ['brandt', 'p-2'],
      ['offshift', 'p-4'],
    ] as const) {
      lines.length = 0;
      await get('/v1/looked-up/sound', issuer.token(as));
      expect(lines.join('')).toContain(`"principalId":"${id}"`);
    }
  });

  it('has checked the token, each time: its end, and that its key is still the issuer’s', async () => {
    const ended = issuer.token('brandt', { exp: Math.floor(Date.now() / 1000) - 60 });
    for (const token of ['none', ended, ended]) expect((await get('/v1/looked-up/sound', token))[0]).toBe(401);
  });

  it('has no principal before it has let one in: a handler that takes it gets none (seeded fault)', async () => {
    expect(await get('/v1/looked-up/careless', issuer.token('brandt'))).toMatchObject([
      401,
      { type: expect.stringMatching(/:unauthenticated$/) },
    ]);
  });
});
