import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KeyReader } from '#libs/trail';
import { HotDatabase } from '../keys/hot-database.js';
import { layPatient } from '../testing/lay-patient.js';
import { pseudonym, startSmallPlace, type SmallPlace } from '../testing/small-place.js';
import { ForgetsWhoAsked } from './faults/forgets-who-asked.js';
import { UpdateHolders } from './update-holders.js';

let place: SmallPlace;
beforeAll(async () => {
  place = await startSmallPlace();
});
afterAll(() => place.stop());

function holders(Kind: typeof UpdateHolders = UpdateHolders): UpdateHolders {
  const of = <T>(token: abstract new (...args: never[]) => T): T => place.relay.app.get(token, { strict: false });
  return new Kind(of(HotDatabase), of(KeyReader));
}

describe('whom updates are about', () => {
  it('is read with the keys that hold it, which are made where there are none', async () => {
    const { id, atSource } = await layPatient(place, 'NM-ASC');
    const made = pseudonym();
    const { residentOf, keys } = await holders().of('NM-ASC', [atSource, made, 'nonsense', atSource]);
    expect([atSource, made, 'nonsense'].map(residentOf)).toEqual([id, null, null]);
    expect([keys.at(id, 'NM-ASC').state, keys.ofResident(id).state]).toEqual(['held', 'held']);
    const again = (await holders().of('NM-ASC', [atSource])).keys.at(id, 'NM-ASC');
    expect(again).toEqual(keys.at(id, 'NM-ASC'));
    expect((await holders().of('NM-ASC', ['nonsense'])).residentOf('nonsense')).toBeNull();
  });

  /** How many answers are wrong, of two agencies that ask at the same time for one resident by each other's names. */
  async function wrong(Kind: typeof UpdateHolders): Promise<number> {
    const { id, atSource, atReach } = await layPatient(place, 'NM-ASC');
    const asked = holders(Kind);
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const [own, others] = await Promise.all([
          asked.of('NM-ASC', [atSource, atReach]),
          asked.of('REACH', [atSource, atReach]),
        ]);
        return [own.residentOf(atSource) === id, own.residentOf(atReach) === null].concat(
          others.residentOf(atReach) === id,
          others.residentOf(atSource) === null,
        );
      }),
    );
    return answers.flat().filter((isRight) => !isRight).length;
  }

  it('means to each agency what its own names mean, whoever shares the statement', async () => {
    expect(await wrong(UpdateHolders)).toBe(0);
    expect(await wrong(ForgetsWhoAsked)).toBeGreaterThan(0);
  });
});
