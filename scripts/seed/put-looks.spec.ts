import { describe, expect, it } from '@jest/globals';
import type { TownApi } from '../town/town-api.js';
import { putLooks } from './put-looks.js';

/** The log of a town: who was refused, the relay's own offers among them. Answers each reader as the broker does. */
class RefusalsOfTown implements Pick<TownApi, 'get' | 'post'> {
  constructor(readonly refused: string[]) {}

  get<T>(as: string, path: string): Promise<T> {
    if (path.startsWith('/relay/')) this.refused.push(as);
    const seen = as === 'harbour-ig' ? this.refused : this.refused.filter((by) => by === as);
    return Promise.resolve({ items: seen } as T);
  }

  post<T>(): Promise<T> {
    return Promise.resolve({ resident: { id: 'p' } } as T);
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
