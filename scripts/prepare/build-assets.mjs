/**
 * What browsers are sent beside pages, into `dist/assets`: GOV.UK Frontend's style compiled with our own font, its script, the
 * scripts of `apps/portal/browser`, and the place's mark; each also compressed. Part of `npm run build`.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { compile } from 'sass';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const portal = join(root, 'apps', 'portal');
const frontend = join(root, 'node_modules', 'govuk-frontend', 'dist', 'govuk');

function style() {
  const { css } = compile(join(portal, 'styles', 'portal.scss'), {
    style: 'compressed',
    loadPaths: [frontend],
    // Warnings about GOV.UK Frontend's own files are not ours to mend.
    quietDeps: true,
  });
  return css;
}

/**
 * Nobody's page comes back out of a browser's memory, by Back after an exit, say: it is asked for again, of whoever is signed
 * in by then. `no-store` alone is not held to by every browser.
 */
const ASK_AGAIN = `addEventListener('pageshow',(e)=>{if(e.persisted)location.reload()});`;

/** One module that starts itself. Its messages name GOV.UK, whose site this is not. */
function script() {
  const text = readFileSync(join(frontend, 'govuk-frontend.min.js'), 'utf8').replaceAll('GOV.UK Frontend', 'Frontend');
  if (!/export\{[^}]*\binitAll\b/.test(text)) throw new Error('govuk-frontend.min.js exports no initAll any more');
  return `${text.replace(/\/\/# sourceMappingURL=.*/, '')}\ninitAll();${ASK_AGAIN}\n`;
}

export function buildAssets(target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'portal.css'), style());
  writeFileSync(join(target, 'portal.js'), script());
  for (const folder of ['browser', 'images']) {
    const from = join(portal, folder);
    for (const name of existsSync(from) ? readdirSync(from) : []) {
      copyFileSync(join(from, name), join(target, basename(name).replace(/\.mjs$/, '.js')));
    }
  }
  for (const name of readdirSync(target)) {
    const plain = readFileSync(join(target, name));
    writeFileSync(join(target, `${name}.br`), brotliCompressSync(plain));
    writeFileSync(join(target, `${name}.gz`), gzipSync(plain));
  }
}

buildAssets(join(root, 'dist', 'assets'));
