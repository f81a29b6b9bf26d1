import { ProblemDocument } from '#libs/contracts';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { HostOptions } from '../host/host-options.js';

const PROBLEM = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } },
};

/** An app's doors as OpenAPI, with the addresses that they have at the edge: a client made from it calls what is there. */
export function describeApi(
  app: INestApplication,
  { name, title, description }: Pick<HostOptions, 'name' | 'title' | 'description'>,
): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle(title)
    .setDescription(description)
    .setVersion('1')
    .addServer(`/api/${name}`)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, outline, { extraModels: [ProblemDocument] });
  for (const [path, item] of Object.entries(document.paths)) {
    // What has an address by a standard (AuthZEN, C2SP tlog-tiles, FHIR) keeps it at the edge.
    if (!path.startsWith('/v1/')) item.servers = [{ url: '/' }];
    for (const operation of Object.values(item as Record<string, unknown>)) {
      if (typeof operation === 'object' && operation !== null && 'responses' in operation) {
        Object.assign(operation.responses as object, { default: PROBLEM });
      }
    }
  }
  return document;
}
