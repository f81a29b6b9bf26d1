import type { OpenAPIObject } from '@nestjs/swagger';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
  }[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document as one plain page that needs no script. */
export function documentationPage(document: OpenAPIObject): string {
  const sections = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = (item as Readonly<Record<string, unknown>>)[method] as Operation | undefined;
      return operation === undefined ? [] : [section(method, path, operation)];
    }),
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => `<details id="${text(name)}"><summary>${text(name)}</summary>${json(schema)}</details>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(document.info.title)}</title><style>${STYLE}</style></head><body><main>
<h1>${text(document.info.title)}</h1><p>${text(document.info.description ?? '')}</p>
<p><a href="openapi.json">openapi.json</a></p>
<h2>Operations</h2>${sections.join('\n')}
<h2>Schemas</h2>${schemas.join('\n')}
</main></body></html>`;
}

function section(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (p) =>
      `<li><code>${text(p.name)}</code> (${text(p.in)}${p.required ? ', required' : ''}) ${text(p.description ?? '')}</li>`,
  );
  const responses = Object.entries(operation.responses ?? {}).map(
    ([status, response]) => `<li><code>${text(status)}</code> ${text(response.description ?? '')}</li>`,
  );
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${text(path)}</code> ${text(operation.summary ?? '')}</summary>
<p>${text(operation.description ?? '')}</p>
${parameters.length > 0 ? `<h3>Parameters</h3><ul>${parameters.join('')}</ul>` : ''}
${operation.requestBody === undefined ? '' : `<h3>Body</h3>${json(operation.requestBody)}`}
<h3>Answers</h3><ul>${responses.join('')}</ul></details>`;
}

function json(value: unknown): string {
  return `<pre tabindex="0">${text(JSON.stringify(value, null, 2))}</pre>`;
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:#111;background:#fff}main{max-width:60rem;margin:0 auto;padding:1rem}
details{border-top:1px solid #bbb;padding:.5rem 0}summary{cursor:pointer}pre{background:#f3f3f3;padding:.75rem;overflow:auto}
h3{font-size:1rem;margin:.5rem 0 0}:focus-visible{outline:3px solid #00f;outline-offset:2px}`;
