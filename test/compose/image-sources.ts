import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** What the first stage of the Dockerfile copies from here, before it builds. */
export function copiedBy(dockerfile: string): string[] {
  const [, stage] = dockerfile.split(/^FROM /m);
  return [...stage!.matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, sources]) => sources!.split(' '));
}

/** The texts of the files in these folders, and these files, by path. */
export function filesIn(paths: readonly string[]): Map<string, string> {
  const found = paths.flatMap((path) =>
    statSync(path).isFile()
      ? [path]
      : readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name)),
  );
  const isText = (path: string): boolean => /\.([mc]?ts|[mc]?js|json)$|^\.npmrc$/.test(path);
  return new Map(found.filter(isText).map((path) => [path, readFileSync(path, 'utf8')]));
}

/** All that the build asks for among these files and that is not there: imports, of specs too, settings and programs. */
export function missingFor(files: ReadonlyMap<string, string>): string[] {
  const missing = (from: string, ...names: readonly string[]): string[] =>
    names.some((name) => files.has(name)) ? [] : [`${from}: ${names[0]}`];
  const code = [...files].filter(([path]) => /\.[mc]?[tj]s$/.test(path));
  return [
    ...code.flatMap(([path, text]) =>
      importsOf(text).flatMap((specifier) => missing(path, ...sourcesOf(path, specifier))),
    ),
    ...wantedByBuild(files).flatMap((name) => missing('npm run build', name)),
  ];
}

const importsOf = (text: string): string[] =>
  [...text.matchAll(/^(?!\s*(?:\/[/*]|\*))[^\n]*?(?:\bfrom|\bimport|\bimport\()\s*'((?:\.|#libs\/)[^']*)'/gm)].map(
    ([, specifier]) => specifier!,
  );

function sourcesOf(path: string, specifier: string): string[] {
  if (specifier.startsWith('#')) return [`${specifier.slice(1)}/src/index.ts`];
  const there = normalize(join(dirname(path), specifier));
  return [there.replace(/\.([mc]?)js$/, '.$1ts'), there, there.replace(/\.([mc]?)js$/, '.d.$1ts')];
}

/** Named by `package.json` (programs), by the compiler's settings and by Nest's. */
function wantedByBuild(files: ReadonlyMap<string, string>): string[] {
  const { scripts } = JSON.parse(files.get('package.json') ?? '{"scripts":{}}') as { scripts: Record<string, string> };
  const programs = [...(scripts['build'] ?? '').matchAll(/\bnode (scripts\/\S+)/g)].map(([, program]) => program!);
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json', '.npmrc'];
  return ['package.json', ...programs, ...settings];
}
