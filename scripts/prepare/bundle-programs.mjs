/**
 * One file a program (an app, a command), with the parts that they share beside it, into `dist/bundle`: loading some 1,300
 * modules costs a process three times the processor time of loading a few files (docs/adr/0026). Part of `npm run build`,
 * after the compiler.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { compileTemplates } from './compile-templates.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const compiled = join(root, 'dist');
const target = join(compiled, 'bundle');

/** Packages that read files beside themselves stay where they are. */
const LEFT_OUT = [/^@cedar-policy\//];

const apps = readdirSync(join(compiled, 'apps'))
  .map((app) => [app, join(compiled, 'apps', app, 'src', 'main.js')])
  .filter(([, main]) => existsSync(main));
/** Each file of the first level is a command. */
const commands = readdirSync(join(compiled, 'scripts'))
  .filter((file) => file.endsWith('.js'))
  .map((file) => [basename(file, '.js'), join(compiled, 'scripts', file)]);
/** What an app starts beside itself, in a process or a thread. */
const besides = ['policy/src/rules/bundle/check/check-worker.js', 'policy/src/rules/referee/referee-process.js'].map(
  (path) => [basename(path, '.js'), join(compiled, 'apps', path)],
);
const entries = Object.fromEntries([...apps, ...commands, ...besides]);

const PLACE = /new URL\('\.\/([\w-]+)\.js', import\.meta\.url\)|import\.meta\.url/g;

/**
 * A module of ours finds what lies beside it (views, policies) where the compiler put the module, but for the programs that it
 * starts: those lie beside the bundle.
 */
const keepPlaces = {
  name: 'keep-places',
  transform(code, id) {
    if (!id.startsWith(compiled + sep) || !code.includes('import.meta.url')) return undefined;
    const place = relative(target, id).split(sep).join('/');
    const said = `new URL(${JSON.stringify(place)}, import.meta.url).href`;
    // Lines stay where they are, so the compiler's own map goes on to hold.
    const moved = code.replace(PLACE, (found, program) =>
      program in entries ? found : found.replace('import.meta.url', said),
    );
    return { code: moved, map: null };
  },
};

/** What packages bring along for others: drivers of other databases (a third of all code), telephone numbers of the world. */
const NOT_OURS = /\/typeorm\/driver\/(?!postgres\/|types\/)[\w-]+\/\w+\.js$|\/libphonenumber-js\//;
const leaveOut = {
  name: 'leave-out',
  load: (id) =>
    NOT_OURS.test(id.split(sep).join('/')) ? { code: 'module.exports = {};', moduleType: 'js' } : undefined,
};

const templates = join(compiled, 'apps', 'portal', 'src', 'shell', 'templates.js');
const compileThem = {
  name: 'compile-templates',
  load: async (id) =>
    id === templates ? { code: compileTemplates(await import(pathToFileURL(id).href)), moduleType: 'js' } : undefined,
};

/** What packages do among themselves: optional parts that are not installed and never asked for, circles, an eval. */
const isTheirs = ({ id, message }) => `${id}${message}`.includes('node_modules');

const bundle = await rolldown({
  input: entries,
  cwd: root,
  platform: 'node',
  external: LEFT_OUT,
  plugins: [keepPlaces, leaveOut, compileThem],
  onLog(level, log, report) {
    if (!isTheirs(log)) report(level, log);
  },
});
// Class names are tokens of Nest's injection and entity names of TypeORM: they stay. Every process holds the text that it
// loads and, with --enable-source-maps, its maps: neither blanks and comments nor the sources, which lie beside the maps.
const { output } = await bundle.write({
  dir: target,
  format: 'esm',
  keepNames: true,
  minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
  sourcemap: true,
  sourcemapExcludeSources: true,
  chunkFileNames: 'shared-[hash].js',
});
await bundle.close();

/** A program that runs may still ask for a part of the build before; nobody asks for one of long ago. */
const KEPT_MS = 3_600_000;
const ofThisBuild = new Set(output.flatMap(({ fileName }) => [fileName, `${fileName}.map`]));
for (const file of readdirSync(target)) {
  const path = join(target, file);
  if (!ofThisBuild.has(file) && Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path);
}
