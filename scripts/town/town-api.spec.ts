import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import { Directory } from '../../apps/identity/src/people/directory.js';
import { TownApi } from './town-api.js';

const WITHDRAW = '/api/consent/v1/directives/{id}/withdraw';
const LOOKUP = '/api/consent/v1/residents/lookup';
const NOBODY = { familyName: 'Nemo', birthDate: '1961-02-03' };

describe('the town, as its people and systems call the broker', () => {
  let broker: StandInBroker;
  let town: TownApi;
  let busy = 0;
  beforeAll(async () => {
    broker = await startStandInBroker(({ url }, response) => {
      if (url === '/token') return void response.end(`{"access_token":"token-${broker.asked.length}"}`);
      if (url.endsWith('/refused/withdraw')) return sendProblem(response, 409, 'conflict');
      if (busy-- > 0) return void response.writeHead(503, { 'retry-after': '0' }).end();
      response.end('{"resident":null}');
    });
    const [edge, issuer] = [broker.url, broker.url];
    town = new TownApi({ edge, issuer, directory: Directory.fromFile('demo/people.json'), systemSecret: 's' });
  });
  beforeEach(() => {
    broker.asked.length = 0;
  });
  afterAll(() => broker.stop());

  const asked = () => broker.asked.filter(({ url }) => url !== '/token');

  it('asks again with the same words when the broker says later', async () => {
    busy = 2;
    expect(await town.as('quirke').post(LOOKUP, { body: NOBODY })).toEqual({ resident: null });
    expect(asked().map(({ body }) => body)).toEqual(Array(3).fill(JSON.stringify(NOBODY)));
  });

  it('gives up after five times', async () => {
    busy = 9;
    await expect(town.as('quirke').post(LOOKUP, { body: NOBODY })).rejects.toMatchObject({ status: 503 });
    expect(asked()).toHaveLength(5);
  });

  it('asks once what is refused', async () => {
    const refused = town.as('margaret').post(WITHDRAW, { path: { id: 'refused' } });
    await expect(refused).rejects.toMatchObject({ status: 409, problem: 'conflict' });
    expect(asked()).toHaveLength(1);
  });

  it('has one token for each, asked for once', async () => {
    busy = 0;
    for (const key of ['pell', 'pell', 'osei']) await town.as(key).post(LOOKUP, { body: NOBODY });
    const [first, again, other] = asked().map(({ headers }) => headers.authorization);
    expect([first === again, first === other]).toEqual([true, false]);
  });
});
