/**
 * One dialect, as CONTRIBUTING says it: a function of statements is declared, a `const` arrow is one expression; a member is
 * `private`, and `#` is for what must show itself to nobody; what comes from outside is read, never believed by its type. Reads lines as oxfmt leaves them. Part of `npm run lint`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Keys, content that is bound to no answer yet, a body that is refused: in no copy, no comparison and no JSON. */
const SECRETIVE = [
  'apps/relay/src/release/held.ts',
  'libs/http/src/body/unreadable-body.ts',
  'libs/sealing/src/key-ring.ts',
  'libs/trail/src/data-key.ts',
];
/** What has a type of its own (`const x: Handler = …`) cannot be declared. */
const ARROW = /^(?:export )?const (\w+) = (?:async )?[(<]/;
/** A type that is believed and not read. Tests may make what no type allows. */
const BELIEVED = /\bas unknown as\b/;
const OF_TESTS = /\.spec\.ts$|\/(?:testing|faults)\/|^(?:test|libs\/testing)\//;
const HIDDEN = /^ {2}(?:(?:static|readonly|async) )*\*?#(\w+)/;

/** Everything said otherwise in these folders, one line each; empty when nothing is. */
export function dialectProblems(root, folders = ['apps', 'libs', 'scripts', 'test']) {
  return folders
    .flatMap((folder) => sources(root, folder))
    .flatMap((path) => problemsOf(path, readFileSync(join(root, path), 'utf8').split('\n')));
}

function problemsOf(path, lines) {
  return lines.flatMap((line, index) => {
    const arrow = ARROW.exec(line)?.[1];
    if (arrow !== undefined && isOfStatements(lines, index))
      return [`${path}:${index + 1}: declare it: function ${arrow}(…)`];
    if (BELIEVED.test(line) && !OF_TESTS.test(path))
      return [`${path}:${index + 1}: read it, instead of believing its type`];
    const hidden = SECRETIVE.includes(path) ? undefined : HIDDEN.exec(line)?.[1];
    return hidden === undefined ? [] : [`${path}:${index + 1}: private ${hidden}`];
  });
}

/** Whether its last line is the brace of its body: the next that is not indented, but for the end of long parameters. */
function isOfStatements(lines, first) {
  const ends = lines.slice(first + 1).filter((line) => /^\S/.test(line));
  return (ends[0]?.startsWith(')') ? ends[1] : ends[0]) === '};';
}

function sources(root, folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = dialectProblems('.');
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
