import { beforeAll, describe, expect, it } from '@jest/globals';
import { contractFiles, differing } from '../../../scripts/contract/contract-files.js';
import { publicPath } from '../edge-paths.js';
import { deviations, type Schema } from './conforms.js';
import { answersOtherwise, describedRoutes, type Documents, readDocuments, undescribed } from './documents.js';
import {
  everyHeader,
  fewerWords,
  goneSchema,
  innerAddresses,
  listForPage,
  noParameters,
  noSchema,
  oneName,
  noType,
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

const answer = (text: string) => ({
  status: 200,
  headers: new Headers({ 'content-type': 'application/json; charset=utf-8' }),
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

describe('a schema', () => {
  const pair: Schema = { type: 'object', properties: { a: { type: 'string', nullable: true } }, required: ['a'] };

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
  ])('of %j', (value, schema, faults) => {
    expect(deviations(value, schema, { Pair: pair })).toHaveLength(faults);
  });
});
