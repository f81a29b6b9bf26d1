import { describe, expect, it } from '@jest/globals';
import { SharedRead } from './shared-read.js';

/** A read that ends when it is told to, and what it was asked for. */
function held() {
  const asked: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const read = async (wanted: readonly string[]): Promise<readonly string[]> => {
    asked.push(wanted);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (wanted.includes('bad')) throw new Error('refused');
    return wanted.map((one) => `${one} found`);
  };
  return { shared: new SharedRead(read), asked, endAll: () => ends.splice(0).forEach((end) => end()) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a shared read', () => {
  it('is sent at once for whoever comes alone, and together for those who came meanwhile', async () => {
    const { shared, asked, endAll } = held();
    const answers = ['a', 'b', 'c', 'd', 'e'].map((one) => shared.of(one));
    expect(asked).toEqual([['a'], ['b']]);
    endAll();
    await turn();
    expect(asked).toEqual([['a'], ['b'], ['c', 'd', 'e']]);
    endAll();
    const found = await Promise.all(answers);
    expect(found[2]).toEqual(['c found', 'd found', 'e found']);
    expect(found[0]).toEqual(['a found']);
  });

  it('never answers from a statement that was sent before the question', async () => {
    const { shared, asked, endAll } = held();
    const [first, second] = [shared.of('a'), shared.of('b')];
    const late = shared.of('a');
    endAll();
    await Promise.all([first, second]);
    expect(asked).toHaveLength(3);
    endAll();
    expect(await late).toEqual(['a found']);
  });

  it('reads each alone where together it failed, and tells the one at fault', async () => {
    const { shared, endAll } = held();
    const before = [shared.of('a'), shared.of('b')];
    const [good, bad] = [shared.of('good'), shared.of('bad')];
    const told = expect(bad).rejects.toThrow('refused');
    for (let turns = 0; turns < 4; turns += 1) {
      endAll();
      await turn();
    }
    await Promise.all(before);
    expect(await good).toEqual(['good found']);
    await told;
  });
});
