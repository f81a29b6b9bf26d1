import { beforeAll, describe, expect, it } from '@jest/globals';
import { OfficialEngine } from '#libs/cedar';
import { loadPolicies } from '#libs/pdp';
import { compareMatrix, SITUATIONS } from './compare-matrix.js';
import { compareScript } from './compare-script.js';

describe('the policies against domain.md section 2', () => {
  let engine: OfficialEngine;
  beforeAll(async () => {
    engine = new OfficialEngine(await loadPolicies('policies'));
  });

  it('give every step of the script its outcome', () => expect(compareScript(engine)).toEqual([]));

  it.each(SITUATIONS)('give every cell of the matrix its answer: %s', (situation) => {
    const asked = { cells: 0 };
    expect([...compareMatrix(situation, engine, asked)].slice(0, 20)).toEqual([]);
    expect(asked.cells).toBeGreaterThan(1500);
  });
});
