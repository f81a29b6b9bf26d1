import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { oddInputFailures } from './odd-input.js';
import { APPS } from './place/apps.js';
import { openPlace, type Place } from './place/place.js';

// Some tests here ask a thousand questions.
jest.setTimeout(90_000);

describe('what nobody was given', () => {
  let place: Place;
  beforeAll(async () => {
    place = await openPlace();
  }, 60_000);
  afterAll(() => place?.stop());

  it.each(APPS)('fails at no cursor, time or text that nobody was given, in no parameter of %s', async (only) => {
    expect(await oddInputFailures({ place, only })).toEqual([]);
  });
});
