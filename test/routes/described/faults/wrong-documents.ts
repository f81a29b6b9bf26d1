import type { App } from '../../place/apps.js';
import type { Schema } from '../conforms.js';
import type { Document, Documents, Operation } from '../documents.js';

interface Place {
  readonly app: App;
  readonly path: string;
  readonly verb: 'get' | 'post';
}

/** The documents with one operation put wrong, as some were found in the field. */
function changed(
  documents: Documents,
  { app, path, verb }: Place,
  change: (operation: Operation) => Operation,
): Documents {
  const document = documents[app];
  const item = document.paths[path]!;
  const paths = { ...document.paths, [path]: { ...item, [verb]: change(item[verb] as Operation) } };
  return { ...documents, [app]: { ...document, paths } };
}

/** What is open to all, and the document asks for a token. */
export const everyToken = (documents: Documents): Documents =>
  changed(
    documents,
    { app: 'audit', path: '/log/vkey', verb: 'get' },
    ({ security: _none, ...operation }) => operation,
  );

/** Answers of which nobody said that they carry anything but a body. */
export const bodiesAlone = (documents: Documents): Documents =>
  changed(documents, { app: 'consent', path: '/v1/directives/{id}', verb: 'get' }, ({ responses, ...operation }) => ({
    ...operation,
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { headers: _none, ...response }]) => [status, response]),
    ),
  }));

/** As OpenAPI 3.0 was written: the reference refuses the null that stands beside it. */
export function nullBesideReference(documents: Documents): Documents {
  const { schemas } = documents.consent.components;
  const resident = { nullable: true, type: 'object', allOf: [{ $ref: '#/components/schemas/ResidentReference' }] };
  const LookupAnswer: Schema = { ...schemas['LookupAnswer'], properties: { resident } };
  return { ...documents, consent: { ...documents.consent, components: { schemas: { ...schemas, LookupAnswer } } } };
}

/** A list where a page comes. */
export const listForPage = (documents: Documents): Documents =>
  changed(documents, { app: 'relay', path: '/v1/recalls', verb: 'get' }, (operation) => ({
    ...operation,
    responses: { '200': { content: { 'application/json': { schema: { type: 'array', items: {} } } } } },
  }));

/** Bytes, and nobody says so. */
export const noSchema = (documents: Documents): Documents =>
  changed(documents, { app: 'audit', path: '/v1/exports', verb: 'post' }, (operation) => ({
    ...operation,
    responses: { '200': {} },
  }));

/** A header that may be left out, asked for. */
export const everyHeader = (documents: Documents): Documents =>
  changed(documents, { app: 'policy', path: '/access/v1/evaluation', verb: 'post' }, (operation) => ({
    ...operation,
    parameters: operation.parameters?.map((parameter) => ({ ...parameter, required: true })) ?? [],
  }));

/** The addresses within the app, where nobody outside can call. */
export function innerAddresses(documents: Documents): Documents {
  const consent: Document = { ...documents.consent, servers: [] };
  return { ...documents, consent };
}

/** A name in the address of which nothing says what it is: a client cannot fill it in. */
export const noParameters = (documents: Documents): Documents =>
  changed(documents, { app: 'audit', path: '/v1/entries/{id}', verb: 'get' }, ({ responses, summary }) => ({
    ...{ responses, operationId: 'entryRead', tags: ['entries'] },
    ...(summary === undefined ? {} : { summary }),
  }));

/** An answer that names a shape that is not there. */
export function goneSchema(documents: Documents): Documents {
  const { RecallPage: _gone, ...schemas } = documents.relay.components.schemas;
  return { ...documents, relay: { ...documents.relay, components: { ...documents.relay.components, schemas } } };
}

/** A vocabulary without one of its words, which is heard. */
export function fewerWords(documents: Documents): Documents {
  const { components } = documents.relay;
  const { RecallView, ...schemas } = components.schemas;
  const properties = { ...RecallView?.properties, cause: { type: 'string', enum: ['refused', 'retracted'] } };
  const fewer = { ...schemas, RecallView: { ...RecallView, properties } };
  return { ...documents, relay: { ...documents.relay, components: { ...components, schemas: fewer } } };
}

/** A type that is none. */
export const noType = (documents: Documents): Documents =>
  changed(documents, { app: 'relay', path: '/v1/recalls', verb: 'get' }, (operation) => ({
    ...operation,
    responses: {
      '200': { description: 'Recalls', content: { 'application/json': { schema: { type: 'list' } } } },
    },
  }));

/** Two that clients would call by one name, of which one says nothing. */
export const oneName = (documents: Documents): Documents =>
  changed(documents, { app: 'relay', path: '/v1/notices', verb: 'get' }, ({ parameters = [], responses }) => ({
    ...{ parameters, responses, operationId: 'recallList', tags: [] },
  }));
