import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { hashOf } from '../../apps/policy/src/registry/agreement/agreement-terms.js';
import { NewAgreementDto } from '../../apps/policy/src/registry/agreement/agreement.dto.js';
import { readTerms } from '../../apps/policy/src/registry/agreement/read-terms.js';
import type { SignOff } from '../../apps/policy/src/registry/agreement/sign-off.js';
import { whatIsMissing } from '../../apps/policy/src/registry/agreement/what-is-missing.js';
import { draftOf } from '../../scripts/seed/put-agreements.js';
import { readTown } from '../../scripts/town/town-data.js';

const { agreements, agencies } = readTown(join(import.meta.dirname, '../../demo'));

describe("the town's agreements, as the seed writes them down", () => {
  it.each(agreements.map((agreement) => [agreement.id, agreement] as const))(
    '%s can be what it is meant to be',
    (id, agreement) => {
      const asked = plainToInstance(NewAgreementDto, draftOf(agreement));
      expect(validateSync(asked, { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
      const terms = readTerms(asked);
      const hash = hashOf(id, terms);
      const signOffs = Object.entries(agreement.signOffs).map(
        ([role, name]) => ({ role, name, signedAt: '', hash }) as SignOff,
      );
      const unsigned = ['signOffs.caldicott-guardian', 'signOffs.dpo', 'signOffs.siro'];
      const fields = whatIsMissing(terms, hash, signOffs).map(({ field }) => field);
      expect([id, fields]).toEqual([id, agreement.state === 'draft' ? unsigned : []]);
    },
  );

  it('are D1 to D7, D5 over and D6b a draft, for agencies of which two have joined protocols', () => {
    const states = Object.fromEntries(agreements.map(({ id, state }) => [id, state]));
    const live = { D1: 'live', D2: 'live', D3: 'live', D4: 'live', D6: 'live', D7: 'live' };
    expect(states).toEqual({ ...live, D5: 'expired', D6b: 'draft' });
    const protocols = agencies.filter((agency) => agency.protocols).map(({ code, protocols: some }) => [code, some]);
    expect(Object.fromEntries(protocols)).toEqual({ 'NM-ASC': ['LEGAL_DUTY', 'SAFEGUARDING'], 'NM-ACUTE': ['VITAL'] });
  });
});
