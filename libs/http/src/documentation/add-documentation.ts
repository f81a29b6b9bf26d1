import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import type { HostOptions } from '../host/host-options.js';
import { describeApi } from './describe-api.js';
import { documentationPage } from './documentation-page.js';

interface Documentation {
  readonly written: string;
  readonly page: string;
}

/** `openapi.json` and `/docs`, both also beside `/v1`. The page is drawn here: no script, no font, no foreign address. */
export function addDocumentation(app: NestFastifyApplication, instance: FastifyInstance, options: HostOptions): void {
  // Written once, when somebody first asks: it is the largest answer of an app, and a third of the work of starting one.
  let documentation: Documentation | undefined;
  const documented = (): Documentation => (documentation ??= write(describeApi(app, options)));
  for (const prefix of ['', '/v1']) {
    instance.get(`${prefix}/openapi.json`, (_request, reply) =>
      reply.header('content-type', 'application/json; charset=utf-8').send(documented().written),
    );
    instance.get(`${prefix}/docs`, (_request, reply) =>
      reply
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy':
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        })
        .send(documented().page),
    );
  }
}

const write = (document: OpenAPIObject): Documentation => ({
  written: JSON.stringify(document),
  page: documentationPage(document),
});
