import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readConfig, type RunningApp } from '#libs/http';
import { EdgeConfig } from '../../apps/edge/src/config.js';
import { serveEdge } from '../../apps/edge/src/serve-edge.js';
import { form } from './alike.js';
import { asks, checkRow, type Look } from './check-row.js';
import {
  answersOtherwise,
  type Documents,
  headersUnsaid,
  opensOtherwise,
  readDocuments,
} from './described/documents.js';
import { EDGE_PATHS, getAsSpelt, publicPath } from './edge-paths.js';
import { startCarelessApp, type Carelessness } from './faults/careless-app.js';
import { withForgetfulSql } from './faults/forgetful-sql.js';
import { openPlace, type Place } from './place/place.js';
import { startStandInPortal, type StandInPortal } from './place/stand-in-portal.js';
import { APPS, type App } from './place/apps.js';
import { readMatrix } from './read-matrix.js';
import { documentedRoutes, routeDifferences, routedRoutes } from './served-routes.js';
import { checkWrongNames } from './wrong-names.js';
import { logged } from '../restore/restored-place.js';

// Some tests here ask a thousand questions.
jest.setTimeout(90_000);

const matrix = readMatrix();
const rowOf = (name: string) => matrix.rows.find((row) => row.name === name)!;
let place: Place;
let documents: Documents;
beforeAll(async () => {
  documents = readDocuments();
  place = await openPlace();
}, 90_000);
afterAll(() => place?.stop());

const served = (): Record<App, string[]> =>
  Object.fromEntries(APPS.map((app) => [app, routedRoutes(place.apps[app])])) as Record<App, string[]>;

const answered = new Set<string>();
/** Each answer is as the app's document describes it: what a success holds, what headers come, and who needs a token. */
const asDescribed: Look = ({ app, route }, answer, as) => {
  const found = headersUnsaid(documents, app, route, answer);
  if (as === 'nobody') found.push(...opensOtherwise(documents, app, route, answer));
  if (answer.status >= 300) return found;
  answered.add(`${app} ${route}`);
  return [...found, ...answersOtherwise(documents, app, route, answer)];
};

describe('nobody sees what is another’s (promise 9)', () => {
  it('knows every route that the apps document', async () => {
    const documented = await Promise.all(
      APPS.map(async (app) => [app, [...(await documentedRoutes(place.apps[app].url)), ...matrix.open]] as const),
    );
    expect(routeDifferences(matrix, Object.fromEntries(documented) as Record<App, string[]>)).toEqual([]);
  });

  it('knows every route that the apps serve', () => {
    expect(routeDifferences(matrix, served())).toEqual([]);
  });

  it.each(matrix.rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    expect(await checkRow(place, row, asDescribed)).toEqual([]);
  });

  it('has heard a success of each route, and held it against the document', () => {
    expect(matrix.rows.map(({ app, route }) => `${app} ${route}`).filter((one) => !answered.has(one))).toEqual([]);
  });

  it.each(matrix.rows.filter((row) => row.route.includes('/residents/{id}/')).map((row) => [row.name, row] as const))(
    '%s takes nobody’s name but the caller’s own',
    async (_name, row) => {
      expect(await checkWrongNames(place, row)).toEqual([]);
    },
  );

  it('answers HEAD as it answers GET', async () => {
    for (const row of matrix.rows.filter(({ route }) => route.startsWith('GET '))) {
      for (const as of ['nobody', 'varga'] as const) {
        const { real, tidy } = await asks(place, row, as);
        const [got, head] = [
          await place.send(row.app, as, real),
          await place.send(row.app, as, { ...real, method: 'HEAD' }),
        ];
        expect([row.name, as, head.status, head.text]).toEqual([row.name, as, got.status, '']);
        await tidy?.();
      }
    }
  });

  it('keeps an answer under an Idempotency-Key from everybody else', async () => {
    const headers = { 'idempotency-key': 'the-same-for-both' };
    const ask = {
      method: 'POST',
      path: `/v1/residents/${place.residentId}/directives`,
      headers,
      body: { instruction: 'refuse', recipients: ['HARBOUR'], channel: 'phone' },
    };
    expect((await place.send('consent', 'reach-ig', ask)).status).toBe(201);
    expect((await place.send('consent', 'harbour-ig', ask)).status).toBe(404);
  });
});

describe('the one address', () => {
  let edge: RunningApp;
  let portal: StandInPortal;
  beforeAll(async () => {
    const urls = Object.fromEntries(APPS.map((app) => [`${app.toUpperCase()}_URL`, place.urls[app]]));
    portal = await startStandInPortal();
    const own = {
      NODE_ENV: 'test',
      PORT: '0',
      ADMIN_PORT: '0',
      DRAIN_MS: '0',
      LOG_LEVEL: 'silent',
      PORTAL_URL: portal.url,
    };
    edge = await serveEdge(readConfig(EdgeConfig, { ...own, ...urls }));
  });
  afterAll(async () => {
    await edge?.stop();
    portal?.stop();
  });

  it('lets every route of the matrix through and changes no answer', async () => {
    for (const row of matrix.rows) {
      for (const as of ['nobody', 'gone'] as const) {
        const { real, tidy } = await asks(place, row, as);
        const path = publicPath(row.app, real.path);
        // What was recorded a moment ago is signed between two looks at the log.
        if (row.app === 'audit') await logged(place);
        const direct = await place.send(row.app, as, real);
        const through = await place.sendTo(edge.url, as, { ...real, path: path ?? '/' });
        expect([row.name, through.status, bodyOf(through)]).toEqual([row.name, direct.status, bodyOf(direct)]);
        await tidy?.();
      }
    }
  });

  it.each(EDGE_PATHS.closed)('does not lead to %s', async (path) => {
    const { status, text } = await getAsSpelt(edge.url, path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toMatch(/process_cpu|"alive"|"ready"|"checks"/);
  });
});

/** Without headers: the edge adds its own. Addresses in metadata name the host that was asked. */
const bodyOf = (answer: Parameters<typeof form>[0]): string =>
  form({ ...answer, headers: new Headers() }).replace(/https?:\/\/[^/"]+/g, '<host>');

describe('what the matrix would find', () => {
  it('a route that nobody has written into it, and one that is gone', () => {
    const without = { ...matrix, rows: matrix.rows.filter((row) => row.route !== 'GET /v1/recalls') };
    expect(routeDifferences(without, served())).toEqual(['relay serves GET /v1/recalls, which the matrix lacks']);
    const shrunk = { ...served(), audit: served().audit.filter((route) => route !== 'POST /v1/exports') };
    expect(routeDifferences(matrix, shrunk)).toEqual(['the matrix has POST /v1/exports, which audit does not serve']);
  });

  it('a function that forgets whose pseudonym it is', async () => {
    const rows = [
      'GET /v1/residents/{id}/records',
      'GET /v1/residents/{id}/directives',
      'GET /v1/relationships?resident=',
    ];
    const faults = await withForgetfulSql(place, () => Promise.all(rows.map((name) => checkRow(place, rowOf(name)))));
    for (const found of faults) expect(found.join('\n')).toMatch(/as (varga|harbour)/);
  });

  it.each<[Carelessness, RegExp]>([
    ['no ownership check', /as harbour: answered 200 instead of 404/],
    ['tells unknown from not yours', /as harbour: tells what exists from what does not/],
  ])('a controller: %s', async (fault, found) => {
    const careless = await startCarelessApp(place.admin, place.issuer, fault);
    const relay = place.urls.relay;
    place.urls.relay = careless.url;
    try {
      expect((await checkRow(place, rowOf('GET /v1/records/{id}/deliveries'))).join('\n')).toMatch(found);
    } finally {
      place.urls.relay = relay;
      await careless.stop();
    }
  });
});
