import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PASTED, paste } from './pasted-commands.js';
import { prepare } from '../start/stack-under-test.js';
import { TownUnderTest } from './town-under-test.js';

jest.setTimeout(300_000);
const FRESH_WITHIN_MS = 3_600_000;
/** Stacks started anew beside the first one: what a seed and its town race for shows in one of several (B12). */
const MORE_STACKS = process.env.FULL ? 19 : 1;

describe("the town's script, again", () => {
  const town = new TownUnderTest('24000');
  beforeAll(async () => {
    prepare();
    await town.start();
  });
  afterAll(() => town.remove());

  it.each(PASTED)('takes the commands of %s as they stand', async (document) => {
    const portOf = (port: string): string => String(Number(port) - 3000 + Number(town.portBase));
    const pasted = await paste(document, portOf, town.environment);
    expect(pasted).toMatchObject({ code: 0 });
  });

  // It changes the sink: what was shipped by the embedded log before stays where it is.
  it('comes out as it was written down on the same database, on a real Kafka broker', async () => {
    await town.stop();
    await town.start('--kafka');
    await town.playsAsWritten('Kafka');
  });

  it(
    `comes out as it was written down, on ${MORE_STACKS} more fresh stacks`,
    async () => {
      for (let at = 1; at <= MORE_STACKS; at += 1) {
        await town.stop();
        await town.startAnew();
        await town.playsAsWritten('the HTTP feed');
      }
      expect.assertions(4 * MORE_STACKS);
    },
    FRESH_WITHIN_MS,
  );
});
