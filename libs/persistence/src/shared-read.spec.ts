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
  it('is sent in this turn for whoever comes in it, and together for those who come meanwhile', async () => {
    const { shared, asked, endAll } = held();
    const answers = ['a', 'b'].map((one) => shared.of(one));
    await turn();
    answers.push(shared.of('c'));
    await turn();
    answers.push(...['d', 'e', 'f'].map((one) => shared.of(one)));
    await turn();
    expect(asked).toEqual([['a', 'b'], ['c']]);
    endAll();
    await turn();
    await turn();
    expect(asked).toEqual([['a', 'b'], ['c'], ['d', 'e', 'f']]);
    endAll();
    const found = await Promise.all(answers);
    expect(found[4]).toEqual(['d found', 'e found', 'f found']);
    expect(found[0]).toEqual(['a found', 'b found']);
  });

  it('never answers from a statement that was sent before the question', async () => {
    const { shared, asked, endAll } = held();
    const first = shared.of('a');
    await turn();
    const late = shared.of('a');
    endAll();
    expect(await first).toEqual(['a found']);
    await turn();
    expect(asked).toEqual([['a'], ['a']]);
    endAll();
    expect(await late).toEqual(['a found']);
  });

  it('reads each alone where together it failed, and tells the one at fault', async () => {
    const { shared, endAll } = held();
    const before = [shared.of('a'), shared.of('b')];
    const [good, bad] = [shared.of('good'), shared.of('bad')];
    const told = expect(bad).rejects.toThrow('refused');
    for (let turns = 0; turns < 8; turns += 1) {
      endAll();
      await turn();
    }
    await Promise.all(before);
    expect(await good).toEqual(['good found']);
    await told;
  });
});
