import { ProblemDocument } from '#libs/contracts';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { About } from '../host/host-options.js';
import { readHandlers } from '../host/read-handlers.js';
import { completeOperation, type Operation } from './complete-operation.js';
import { nameOperation } from './name-operation.js';
import { sayNull } from './say-null.js';

type Path = OpenAPIObject['paths'][string];

/** An app's doors as OpenAPI, with the addresses that they have at the edge: a client made from it calls what is there. */
export function describeApi(app: INestApplication, { name, title, description }: About): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer(`/api/${name}`)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, outline, {
    extraModels: [ProblemDocument],
    operationIdFactory: nameOperation,
  });
  const handlers = new Map(
    readHandlers(app).map((handler) => [nameOperation(handler.controller, handler.method), handler]),
  );
  for (const [path, item] of Object.entries(document.paths)) {
    // What has an address by a standard (AuthZEN, C2SP tlog-tiles, FHIR) keeps it at the edge.
    if (!path.startsWith('/v1/')) item.servers = [{ url: '/' }];
    for (const operation of operationsOf(item)) completeOperation(operation, handlers.get(operation.operationId!)!);
  }
  return inOrder(document);
}

const operationsOf = ({ get, put, post, patch, delete: remove }: Path): Operation[] =>
  [get, put, post, patch, remove].filter((one) => one !== undefined);

/** The same document whatever modules stand in which order, and in whichever a compiler came by the words of a vocabulary. */
function inOrder(document: OpenAPIObject): OpenAPIObject {
  const { components, paths } = document;
  // A copy: the words themselves are the vocabularies that the app works with.
  const whole = structuredClone({
    ...document,
    paths: sorted(paths),
    components: { ...components, schemas: sorted(components?.schemas ?? {}) },
  });
  orderWords(whole);
  sayNull(whole);
  return whole;
}

function orderWords(part: object): void {
  for (const [name, value] of Object.entries(part) as [string, unknown][]) {
    if (name === 'enum' && Array.isArray(value)) value.sort();
    else if (typeof value === 'object' && value !== null) orderWords(value);
  }
}

const sorted = <T>(all: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
