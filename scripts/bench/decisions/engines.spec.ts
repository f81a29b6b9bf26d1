import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeEngines, requireAgreement, type Decide } from './engines.js';
import { findProgram } from './servers.js';
import { makePlace } from './place.js';

const place = makePlace(200, 400);
let engines: Readonly<Record<string, Decide>>;
beforeAll(async () => {
  engines = await makeEngines(place, 'scripts/bench/decisions');
});

describe('the engines of the bench', () => {
  it('give the same answers, some of each kind', () => {
    const permitted = requireAgreement(engines, place.questions);
    expect(permitted).toBeGreaterThan(10);
    expect(permitted).toBeLessThan(390);
  });

  it('are not measured where one of them errs', () => {
    const wrong = (question: (typeof place.questions)[number]): boolean =>
      question.breakGlass ? !engines['byHand']!(question) : engines['byHand']!(question);
    expect(() => requireAgreement({ ...engines, wrong }, place.questions)).toThrow('wrong and byHand disagree');
  });

  it('are the same place in every run', () => {
    expect(makePlace(200, 400).questions).toEqual(place.questions);
  });

  it('leave OPA’s server out where there is none', () => {
    expect(findProgram('opa', { PATH: '/nowhere' })).toBeUndefined();
    expect(findProgram('opa', { PATH: '/nowhere', OPA_BIN: process.execPath })).toBe(process.execPath);
  });
});
