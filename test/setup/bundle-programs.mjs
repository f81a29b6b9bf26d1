/**
 * Every program that specs start, one file each with the parts that they share beside it, into the folder that is named:
 * loading a thousand sources one by one costs a process five seconds of processor time, a bundle one.
 * Run by libs/testing/src/program.ts.
 */
import { renameSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { compile, sourceOf } from './compile-typescript.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [target, ...programs] = process.argv.slice(2);

/** Packages that read files beside themselves stay where they are. */
const LEFT_OUT = [/^@cedar-policy\//];

const typescript = {
  name: 'typescript',
  resolveId: (specifier, importer) => {
    const source = sourceOf(specifier, importer && isAbsolute(importer) ? pathToFileURL(importer).href : undefined);
    return source && fileURLToPath(source);
  },
  async load(id) {
    if (!id.endsWith('.ts') || id.includes('/node_modules/')) return undefined;
    const place = JSON.stringify(pathToFileURL(id).href);
    return { code: (await compile(id)).replaceAll('import.meta.url', place), moduleType: 'js' };
  },
};

const bundle = await rolldown({
  input: Object.fromEntries(programs.map((path) => [path.replace(/\.ts$/, ''), path])),
  cwd: root,
  platform: 'node',
  external: LEFT_OUT,
  plugins: [typescript],
  onLog: () => undefined,
});
const draft = `${target}.${process.pid}`;
await bundle.write({ dir: draft, format: 'esm', keepNames: true, chunkFileNames: 'shared-[hash].js' });
await bundle.close();
try {
  renameSync(draft, target);
} catch (error) {
  // Another process was first; its files are the same.
  if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
}
