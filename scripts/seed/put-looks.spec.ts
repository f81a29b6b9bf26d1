import { describe, expect, it } from '@jest/globals';
import { Client } from '#libs/client';
import type { TownApi } from '../town/town-api.js';
import { putLooks } from './put-looks.js';

/** The log of a town: who was refused, the relay's own offers among them. Answers each reader as the broker does. */
class RefusalsOfTown implements Pick<TownApi, 'as'> {
  constructor(readonly refused: string[]) {}

  as(who: string): Client {
    return new Client({
      address: 'http://town.invalid',
      fetch: ({ method, url }) => {
        if (url.includes('/relay/')) this.refused.push(who);
        const items = who === 'harbour-ig' ? this.refused : this.refused.filter((by) => by === who);
        return Promise.resolve(Response.json(method === 'POST' ? { resident: { id: 'p' } } : { items }));
      },
    });
  }
}

const YUSUF = { key: 'yusuf', familyName: 'Demir', birthDate: '1992-01-01', postcode: 'ZZ10 2AB' };

describe('the looks that the shadow replay is to find', () => {
  it.each([
    ['nobody was refused yet', []],
    ['an offer of the relay was refused meanwhile', ['nm-asc']],
    ['an end cut them short', ['crane', 'nm-asc', 'crane']],
    ['they are all there', [...Array<string>(14).fill('crane'), 'nm-asc']],
  ])('are fourteen of the call handler, where %s', async (_, refused) => {
    const town = new RefusalsOfTown([...refused]);
    await putLooks(town, [YUSUF]);
    expect(town.refused.filter((by) => by === 'crane')).toHaveLength(14);
  });
});
