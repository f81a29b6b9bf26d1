import { afterAll, afterEach, beforeAll, describe, jest } from '@jest/globals';
import { crawlJourneys } from './journeys/crawl.js';
import { everyPageWasSeen } from './journeys/every-page.js';
import { noTells } from './journeys/no-tells.js';
import { officerJourneys } from './journeys/officer.js';
import { practitionerJourneys } from './journeys/practitioner.js';
import { residentJourneys } from './journeys/resident.js';
import { shellJourneys } from './journeys/shell.js';
import { DESK, PHONE, World } from './world.js';

jest.setTimeout(300_000);

/** A resident's journeys once more, at a desk, and everybody else's; then whatever else is to be seen. */
describe('all of the portal in a browser', () => {
  const world = new World(Number(process.env.PORTAL_SPEC_PORT ?? 29_000));
  beforeAll(() => world.start());
  afterEach(() => world.closeAll());
  afterAll(() => world.stop());

  describe('the shell', () => shellJourneys(world));
  describe('a resident', () => residentJourneys(world, [DESK]));
  describe('a practitioner', () => practitionerJourneys(world, [PHONE, DESK]));
  describe('an officer', () => officerJourneys(world));
  describe('every page', () => crawlJourneys(world));
  // By now every journey has been made.
  describe('every page', () => everyPageWasSeen(world));
  describe('no page', () => noTells(world));
});
