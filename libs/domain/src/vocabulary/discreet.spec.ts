import { describe, expect, it } from '@jest/globals';
import { toldReach } from './discreet.js';

const ALL = { sources: null, recipients: null, categories: null, purposes: null, agreement: 'D2' };
const told = (reach: object) => toldReach({ ...ALL, ...reach }, ['BEACON']);

describe('a reach as its resident is told of it', () => {
  it.each([
    [{}, {}],
    [{ recipients: ['HARBOUR'] }, { recipients: ['HARBOUR'] }],
    [{ recipients: ['HARBOUR', 'BEACON'] }, { recipients: ['HARBOUR'] }],
    [{ sources: ['BEACON', 'NM-GP'] }, { sources: ['NM-GP'] }],
    [{ categories: ['MEDS', 'SAFEGUARDING', 'DOMESTICABUSE'] }, { categories: ['MEDS'] }],
    [{ purposes: ['COC', 'SAFEG'] }, { purposes: ['COC'] }],
  ])('%j reads %j', (reach, left) => expect(told(reach)).toEqual({ ...ALL, ...left }));

  it.each([
    { recipients: ['BEACON'] },
    { sources: ['BEACON'] },
    { categories: ['SAFEGUARDING'] },
    { purposes: ['SAFEG'] },
    { recipients: ['HARBOUR'], categories: ['DOMESTICABUSE'] },
  ])('%j is not told', (reach) => expect(told(reach)).toBeNull());
});
