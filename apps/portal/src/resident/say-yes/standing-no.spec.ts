import { describe, expect, it } from '@jest/globals';
import { answered, D2, directive, TELLING } from '../testing/town.js';
import { linksToNos, reachOfYes, standingNos, startsAtOnce } from './standing-no.js';

const ALL = { agreement: null, categories: null, purposes: null, sources: null };
const no = (change: object) => directive({ status: 'ConsentRefused', ...change });
const yes = reachOfYes(D2, { recipients: ['HARBOUR'], categories: ['FUNCTION'] });
const open = [answered(D2, 'needs-consent')];

describe('an offer beside a no that stands', () => {
  it.each([
    ['to that agency, whatever it is', no({ ...ALL, recipients: ['HARBOUR'] }), 1],
    ['to anyone', no({ ...ALL, recipients: null }), 1],
    ['of that agreement, which the yes replaces only in part', no({ categories: null }), 1],
    ['to somebody else', no({ ...ALL, recipients: ['REACH'] }), 0],
    ['within it, which the yes replaces', no({}), 0],
    ['to records of whom the agreement does not let send', no({ ...ALL, sources: ['NM-MH'] }), 0],
    ['that was taken back', no({ ...ALL, recipients: null, status: 'ConsentWithdrawn' }), 0],
    ['that is a yes', directive({ ...ALL, recipients: null }), 0],
  ])('tells a no %s', (_name, said, count) => {
    expect(standingNos(yes, [said])).toHaveLength(count);
    expect(startsAtOnce(yes, open, [said])).toBe(count === 0);
  });

  it('leads to where it is taken back', () => {
    expect(linksToNos([no({ ...ALL, recipients: ['HARBOUR'] })], [], TELLING)).toEqual([
      {
        text: 'Take your no back: Harbour Homes',
        href: '/resident/choices/11111111-1111-4111-8111-111111111111/lift',
      },
    ]);
  });

  it.each(['agency-suspended', 'no-relationship', 'not-linked', 'objected', 'category-stopped', 'withheld'] as const)(
    'does not say that it starts at once where a yes leaves it closed: %s',
    (reason) => expect(startsAtOnce(yes, [answered(D2, reason)], [])).toBe(false),
  );

  it('promises nothing that could not be asked', () => {
    expect([startsAtOnce(yes, undefined, []), startsAtOnce(yes, open, undefined)]).toEqual([false, false]);
    expect(startsAtOnce(yes, open, [])).toBe(true);
  });
});
