/**
 * The portal's templates as a module that stands in for `apps/portal/src/shell/templates.ts` in a bundle: a page is drawn without
 * a file being read or a template being understood first. Part of `scripts/prepare/bundle-programs.mjs`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import nunjucks from 'nunjucks';

/** How a compiled template names another one. */
const NAMED = /env\.getTemplate\("([^"]+)"/g;
const besides = (from, to) => (to.startsWith('.') ? posix.join(posix.dirname(from), to) : to);

function sourceOf(name, folders) {
  for (const folder of folders) {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  throw new Error(`no template is called ${name}`);
}

/** Every template of the first folder, and of all folders what they name: its compiled text by its name. */
function compileAll(environment, folders) {
  const compiled = new Map();
  const waiting = readdirSync(folders[0], { recursive: true }).filter((name) => name.endsWith('.njk'));
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (compiled.has(name)) continue;
    const wrapper = ([{ template }]) => template;
    const text = nunjucks.precompileString(sourceOf(name, folders), { name, env: environment, wrapper });
    compiled.set(name, text);
    for (const [, other] of text.matchAll(NAMED)) waiting.push(besides(name, other));
  }
  return compiled;
}

/** The module's text. `environment` says how templates are read; `folders` where they lie, the first being ours. */
export function compileTemplates({ TEMPLATES: environment, TEMPLATE_FOLDERS: folders }) {
  const entries = [...compileAll(environment, folders)].map(
    ([name, text]) => `${JSON.stringify(name)}: (() => {\n${text}\n})()`,
  );
  return `import { posix } from 'node:path';
import nunjucks from 'nunjucks';
class Compiled extends nunjucks.PrecompiledLoader {
  resolve(from, to) { return posix.join(posix.dirname(from), to); }
}
export const TEMPLATES = new nunjucks.Environment(new Compiled({
${entries.join(',\n')}
}), ${JSON.stringify(environment.opts)});
`;
}
