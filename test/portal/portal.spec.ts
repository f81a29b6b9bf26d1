import { afterAll, afterEach, beforeAll, describe, jest } from '@jest/globals';
import { residentJourneys } from './journeys/resident.js';
import { stoppingJourneys } from './journeys/stopping.js';
import { truthJourneys } from './journeys/truth.js';
import { PHONE, World } from './world.js';

jest.setTimeout(300_000);

describe('the portal in a browser', () => {
  // Another base lets several people run it on one machine.
  const world = new World(Number(process.env.PORTAL_SPEC_PORT ?? 28_000));
  beforeAll(() => world.start());
  afterEach(() => world.closeAll());
  afterAll(() => world.stop());

  describe('a resident', () => residentJourneys(world, [PHONE]));
  describe('a resident who stops', () => stoppingJourneys(world));
  describe('what is so', () => truthJourneys(world));
});
