import { beforeAll, describe, expect, it } from '@jest/globals';
import { contractFiles, differing } from '../../../scripts/contract/contract-files.js';
import { publicPath } from '../edge-paths.js';
import { deviations, type Schema } from './conforms.js';
import {
  answersOtherwise,
  describedRoutes,
  type Documents,
  headersUnsaid,
  opensOtherwise,
  readDocuments,
  undescribed,
} from './documents.js';
import {
  bodiesAlone,
  everyHeader,
  fewerWords,
  everyToken,
  goneSchema,
  innerAddresses,
  listForPage,
  noParameters,
  noSchema,
  oneName,
  noType,
  nullBesideReference,
} from './faults/wrong-documents.js';
import { readingFaults, schemaFaults } from './validate.js';

let documents: Documents;
beforeAll(() => {
  documents = readDocuments();
}, 90_000);

/** Addresses of which the edge has another. */
const misplaced = (all: Documents): string[] =>
  describedRoutes(all)
    .filter(({ app, path, server }) => server.replace(/\/$/, '') + path !== publicPath(app, path))
    .map(({ app, route }) => `${app} ${route}`);

/** Headers that a client must send. The token is no parameter. */
const required = (all: Documents): string[] => [
  ...new Set(
    describedRoutes(all).flatMap(({ operation }) =>
      (operation.parameters ?? []).filter((one) => one.in === 'header' && one.required).map(({ name }) => name),
    ),
  ),
];

const routesWith = (all: Documents, header: string): string[] =>
  describedRoutes(all)
    .filter(({ operation }) => operation.parameters?.some(({ name }) => name === header))
    .map(({ route }) => route);

const answer = (text: string, headers: Readonly<Record<string, string>> = {}) => ({
  status: 200,
  headers: new Headers({ 'content-type': 'application/json; charset=utf-8', ...headers }),
  text,
});

describe('the documents of the apps', () => {
  it('say of each success what comes', () => {
    expect(describedRoutes(documents).length).toBeGreaterThan(100);
    expect(undescribed(documents)).toEqual([]);
    expect(undescribed(noSchema(documents))).toEqual(['audit POST /v1/exports: 200 without a schema']);
  });

  it('are OpenAPI, as two who know it read them', async () => {
    expect(await schemaFaults(documents)).toEqual([]);
    expect(await readingFaults(documents)).toEqual([]);
    expect(await schemaFaults(noType(documents))).toEqual(['relay']);
    expect(await readingFaults(goneSchema(documents))).toContainEqual(
      expect.stringContaining('relay no-unresolved-refs'),
    );
    expect(await readingFaults(noParameters(documents))).toEqual([
      expect.stringContaining('audit path-parameters-defined'),
    ]);
  });

  it('call each operation by a name of its own, and say what it is for', async () => {
    const nameless = (all: Documents): string[] =>
      describedRoutes(all)
        .filter(({ operation }) => !/^[a-z][A-Za-z]+$/.test(operation.operationId ?? '') || !operation.tags?.length)
        .map(({ route }) => route);
    expect(nameless(documents)).toEqual([]);
    expect(nameless(oneName(documents))).toEqual(['GET /v1/notices']);
    expect((await readingFaults(oneName(documents))).map((fault) => fault.split(' ')[1])).toEqual(
      expect.arrayContaining(['operation-operationId-unique', 'operation-summary']),
    );
  });

  it('are committed as they are, with the client that is made of them: else npm run contract', async () => {
    expect(differing('.', await contractFiles(documents))).toEqual([]);
    // Planted: an app says something else than what is committed.
    expect(differing('.', await contractFiles(listForPage(documents)))).toEqual([
      'libs/client/openapi/relay.json',
      'libs/client/src/generated/relay.ts',
    ]);
  });

  it('name addresses that the edge has', () => {
    expect(misplaced(documents)).toEqual([]);
    expect(misplaced(innerAddresses(documents)).length).toBeGreaterThan(20);
  });

  it('ask for If-Match where a change is based on a version, and for no other header', () => {
    expect(required(documents)).toEqual(['If-Match']);
    expect(required(everyHeader(documents))).toEqual(expect.arrayContaining(['Accept-Language']));
    const doors = routesWith(documents, 'If-Match');
    expect(doors).toEqual(
      expect.arrayContaining([
        'POST /v1/principals/{id}/confirm',
        'PUT /v1/principals/{id}/roles',
        'POST /v1/agreements/{id}/activate',
        'PATCH /v1/directives/{id}',
      ]),
    );
    // A stop of somebody needs none (design 5).
    expect(doors).not.toContain('POST /v1/principals/{id}/suspend');
  });

  it('are held against what comes', () => {
    const page = answer('{"recalls":[],"next":"x"}');
    expect(answersOtherwise(documents, 'relay', 'GET /v1/recalls', page)).toEqual([]);
    expect(answersOtherwise(listForPage(documents), 'relay', 'GET /v1/recalls', page)).toEqual(['$: is no array']);
    const other = answer('{"recalls":[{"id":"x"}],"more":1}');
    expect(answersOtherwise(documents, 'relay', 'GET /v1/recalls', other)).toEqual(
      expect.arrayContaining(['$.next: is missing', '$.recalls[0].cause: is missing', '$.more: is not described']),
    );
    const one = { id: 'x', deliveryId: 'y', cause: 'withdrawn', raisedAt: 'z', answers: [] };
    const words = answer(JSON.stringify({ recalls: [one], next: 'x' }));
    expect(answersOtherwise(documents, 'relay', 'GET /v1/recalls', words)).toEqual([]);
    expect(answersOtherwise(fewerWords(documents), 'relay', 'GET /v1/recalls', words)).toEqual([
      '$.recalls[0].cause: is not of the list',
    ]);
    expect(answersOtherwise(documents, 'relay', 'GET /v1/recalls', { ...page, status: 201 })).toHaveLength(1);
  });
});

describe('who reads a document strictly', () => {
  it('may take each null that comes', () => {
    const nobody = answer('{"resident":null}');
    const lookUp = (all: Documents): string[] => answersOtherwise(all, 'consent', 'POST /v1/residents/lookup', nobody);
    expect(lookUp(documents)).toEqual([]);
    expect(lookUp(nullBesideReference(documents))).toEqual(expect.arrayContaining(['$.resident: is no object']));
    // OpenAPI 3.1 passes over the word: who writes it says nothing.
    const ofThirty = (all: Documents): string[] =>
      Object.keys(all).filter((app) => JSON.stringify(all[app as 'relay']).includes('"nullable":'));
    expect(ofThirty(documents)).toEqual([]);
    expect(ofThirty(nullBesideReference(documents))).toEqual(['consent']);
  });

  it('is told of each header that comes', () => {
    const route = 'GET /v1/directives/{id}';
    const read = answer('{}', { etag: '"3"', 'x-request-id': 'a' });
    const refused = { ...answer('{}', { 'www-authenticate': 'Bearer' }), status: 401 };
    const limited = { ...answer('{}', { 'retry-after': '1' }), status: 429 };
    const unsaid = (all: Documents): string[] =>
      [read, refused, limited].flatMap((one) => headersUnsaid(all, 'consent', route, one));
    expect(unsaid(documents)).toEqual([]);
    expect(unsaid(bodiesAlone(documents)).map((fault) => fault.split(' ')[0])).toEqual([
      'etag',
      'www-authenticate',
      'retry-after',
    ]);
    // An answer without a version carries none, and is not described as if it did.
    expect(headersUnsaid(documents, 'relay', 'GET /v1/recalls', read)).toHaveLength(1);
  });

  it('needs a token where the app asks for one, and nowhere else', () => {
    const open = (all: Documents): string[] =>
      describedRoutes(all)
        .filter(({ operation }) => operation.security?.length === 0)
        .map(({ route }) => route);
    const routes = [
      'GET /.well-known/authzen-configuration',
      'GET /log/checkpoint',
      'GET /log/tile/{level}/*',
      'GET /log/vkey',
    ];
    expect(open(documents).sort()).toEqual(routes);
    const [key, turnedAway] = [answer('key'), { ...answer('{}'), status: 401 }];
    expect(opensOtherwise(documents, 'audit', 'GET /log/vkey', key)).toEqual([]);
    expect(opensOtherwise(everyToken(documents), 'audit', 'GET /log/vkey', key)).toHaveLength(1);
    expect(opensOtherwise(documents, 'audit', 'GET /log/vkey', turnedAway)).toHaveLength(1);
    expect(opensOtherwise(documents, 'relay', 'GET /v1/recalls', turnedAway)).toEqual([]);
  });
});

describe('a schema', () => {
  const pair: Schema = { type: 'object', properties: { a: { type: ['string', 'null'] } }, required: ['a'] };

  it.each<[unknown, Schema, number]>([
    [{ a: null }, pair, 0],
    [{ a: 1 }, pair, 1],
    [{}, pair, 1],
    [[{ a: '' }, { b: '' }], { type: 'array', items: pair }, 2],
    [{ a: '' }, { anyOf: [{ type: 'array' }, pair] }, 0],
    [1.5, { type: 'integer' }, 1],
    ['x', { enum: ['y'] }, 1],
    [{ a: '' }, { $ref: '#/components/schemas/Pair' }, 0],
    [{ any: [1] }, { type: 'object' }, 0],
    [null, { anyOf: [pair, { type: 'null' }] }, 0],
    [null, { allOf: [pair], type: ['object', 'null'] }, 1],
    [null, { type: ['string', 'null'], enum: ['x'] }, 1],
  ])('of %j', (value, schema, faults) => {
    expect(deviations(value, schema, { Pair: pair })).toHaveLength(faults);
  });
});
