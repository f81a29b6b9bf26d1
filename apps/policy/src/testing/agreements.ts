import type { AgreementTerms } from '../registry/agreement/agreement-terms.js';
import type { Answer, RunningPolicy } from './running-policy.js';

const BASES = {
  article6: '6(1)(e)',
  article9: '9(2)(g)',
  schedule1: 'Part 2 para 6',
  confidentiality: 'explicit-consent',
};

/** Everything that an agreement needs to go live, but for the signatures. */
export const COMPLETE = {
  title: 'Adaptations',
  purpose: 'HOUSADAPT',
  mode: 'EXPLICIT',
  parties: [
    { source: 'HARBOUR', recipient: 'NM-ASC', bases: BASES },
    { source: 'NM-ASC', recipient: 'HARBOUR', bases: BASES },
  ],
  categories: ['FUNCTION', 'EQUIPMENT'],
  recipientRoles: ['ot', 'surveyor'],
  systemRoles: true,
  redactions: { FUNCTION: ['diagnosis.code'] },
  maxConsentDays: 184,
  partyRoles: { 'NM-ASC': 'controller', HARBOUR: 'controller' },
  statutoryGateway: 'Care Act 2014 s.6',
  dpiaRef: 'DPIA-1',
  apdRef: 'APD-1',
  retentionDays: 90,
  onwardSharing: false,
  securityStandard: 'DSPT standards met',
  startsAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2099-01-01T00:00:00.000Z',
  reviewAt: '2098-01-01T00:00:00.000Z',
} as const satisfies AgreementTerms;

/** What REACH gets of the hospital for direct care: enough for a practitioner with a referral to see something. */
export const DISCHARGE = {
  ...COMPLETE,
  title: 'Discharge',
  purpose: 'COC',
  mode: 'DIRECT_CARE',
  parties: [{ source: 'NM-ACUTE', recipient: 'REACH', bases: { ...BASES, confidentiality: 'implied-consent' } }],
  categories: ['MEDS', 'FUNCTION'],
  recipientRoles: ['reablement-lead'],
  redactions: { FUNCTION: ['diagnosis'] },
  maxConsentDays: null,
  partyRoles: { 'NM-ACUTE': 'controller', REACH: 'controller' },
} as const satisfies AgreementTerms;

/** The registry's doors, for one running app. */
export class Registry {
  constructor(private readonly policy: RunningPolicy) {}

  conclude(body: object, as = 'voss'): Promise<Answer> {
    return this.policy.send('POST', '/v1/agreements', { as, body });
  }

  step(
    id: string,
    name: string,
    version: number,
    { as = 'marsh', body }: { as?: string; body?: object } = {},
  ): Promise<Answer> {
    return this.send('POST', `/v1/agreements/${id}/${name}`, version, { as, body });
  }

  revise(id: string, version: number, body: object, as = 'marsh'): Promise<Answer> {
    return this.send('PUT', `/v1/agreements/${id}`, version, { as, body });
  }

  /** Three signatures, each for the version before it. */
  async signAll(id: string, version: number, names = ['A. Marsh', 'B. Doe', 'C. Roe']): Promise<number> {
    for (const [index, role] of ['caldicott-guardian', 'dpo', 'siro'].entries()) {
      const body = { role, name: names[index], signedAt: '2026-01-01T00:00:00Z' };
      await this.step(id, 'sign-offs', version + index, { as: 'voss', body });
    }
    return version + 3;
  }

  /** Written down by voss, signed off, made live by marsh; version 5. */
  async live(id: string, change: object = {}): Promise<number> {
    const concluded = await this.conclude({ ...COMPLETE, id, ...change });
    const version = await this.signAll(id, versionOf(concluded));
    return versionOf(await this.step(id, 'activate', version));
  }

  private send(
    method: string,
    path: string,
    version: number,
    { as, body }: { as: string; body: object | undefined },
  ): Promise<Answer> {
    return this.policy.send(method, path, { as, headers: { 'if-match': `"${version}"` }, ...(body ? { body } : {}) });
  }
}

const versionOf = ({ body }: Answer): number => (body as { version: number }).version;
