import { spawnSync } from 'node:child_process';
import type { Answer } from '../place/send.js';
import type { App } from '../place/apps.js';
import { deviations, type Schema, type Schemas } from './conforms.js';

interface Response {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  /** Empty: no token is needed. Left out: what the document says of all. */
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, Response>>;
}

export interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Schemas };
}

export type Documents = Readonly<Record<App, Document>>;

/** What is described of one route. */
export interface Described {
  readonly app: App;
  /** As the matrix has it. */
  readonly route: string;
  readonly path: string;
  /** Before the path, at the edge. */
  readonly server: string;
  readonly operation: Operation;
}

const VERB = /^(get|post|put|patch|delete)$/;

/** Of the apps as they are built; what the compiler reads from types is nowhere else. */
export function readDocuments(): Documents {
  for (const script of ['scripts/prepare.mjs', 'dist/scripts/describe/describe-apps.js']) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
      encoding: 'utf8',
      maxBuffer: 50_000_000,
    });
    if (status !== 0) throw new Error(stderr);
    if (stdout !== '') return JSON.parse(stdout) as Documents;
  }
  throw new Error('the apps described nothing');
}

export function describedRoutes(documents: Documents): Described[] {
  return Object.entries(documents).flatMap(([app, document]) =>
    Object.entries(document.paths).flatMap(([path, item]) => {
      const server = (item['servers'] as Document['servers'] | undefined)?.[0]?.url ?? document.servers[0]?.url ?? '';
      return Object.entries(item)
        .filter(([verb]) => VERB.test(verb))
        .map(([verb, operation]) => ({
          ...{ app: app as App, path, server, operation: operation as Operation },
          route: `${verb.toUpperCase()} ${path.replace('{*}', '*').replace('{path}', '*')}`,
        }));
    }),
  );
}

/** Operations that do not say what comes: no answer of success, or one without a schema that is not 204. */
export function undescribed(documents: Documents): string[] {
  return describedRoutes(documents).flatMap(({ app, route, operation }) => {
    const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
    const named = `${app} ${route}`;
    if (good.length === 0) return [`${named}: no success`];
    return good
      .filter(([status, { content }]) => status !== '204' && !Object.values(content ?? {}).some(({ schema }) => schema))
      .map(([status]) => `${named}: ${status} without a schema`);
  });
}

/** What any answer of HTTP may carry, and what the apps add to each of theirs. */
const ORDINARY =
  /^(content-(type|length)|date|connection|keep-alive|transfer-encoding|vary|cache-control|x-request-id|x-content-type-options)$/;

/** By app and route; made once for documents that thousands of answers are held against. */
const operations = new WeakMap<Documents, ReadonlyMap<string, Operation>>();

function operationOf(documents: Documents, app: App, route: string): Operation | undefined {
  const known = operations.get(documents) ?? new Map(describedRoutes(documents).map(named));
  operations.set(documents, known);
  return known.get(`${app} ${route}`);
}

const named = ({ app, route, operation }: Described) => [`${app} ${route}`, operation] as const;

/** Headers that came, of a success or a refusal, and that its route says nothing of. */
export function headersUnsaid(documents: Documents, app: App, route: string, answer: Answer): string[] {
  const { responses = {} } = operationOf(documents, app, route) ?? {};
  const said = Object.keys((responses[answer.status] ?? responses['default'])?.headers ?? {}).map((name) =>
    name.toLowerCase(),
  );
  return [...answer.headers.keys()]
    .filter((name) => !ORDINARY.test(name) && !said.includes(name))
    .map((name) => `${name} is not described`);
}

/** Of an answer to somebody without a token: whether a token is needed is as its route says. */
export function opensOtherwise(documents: Documents, app: App, route: string, { status }: Answer): string[] {
  const open = operationOf(documents, app, route)?.security?.length === 0;
  if (open === (status !== 401)) return [];
  return [open ? 'is described as open' : 'is described as needing a token'];
}

/** Where an answer of success is not what its route says of it. */
export function answersOtherwise(documents: Documents, app: App, route: string, answer: Answer): string[] {
  const response = operationOf(documents, app, route)?.responses[answer.status];
  if (response === undefined) return [`${answer.status} is not described`];
  if (response.content === undefined) return answer.text === '' ? [] : [`${answer.status} is described as empty`];
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]!;
  const schema = response.content[type]?.schema;
  if (schema === undefined) return [`${type} is not described`];
  const { schemas } = documents[app].components;
  const of = (json: string): string[] => deviations(JSON.parse(json), schema, schemas);
  if (type === 'application/json') return of(answer.text);
  return type === 'application/x-ndjson' ? answer.text.split('\n').filter(Boolean).flatMap(of) : [];
}
