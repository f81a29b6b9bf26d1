/**
 * The size of files, as the house has it: none above 300 lines, the median of what is not a test at most 60, nine in
 * ten at most 200; and file names in kebab-case without words that say nothing. Part of `npm run lint`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const LONGEST = 300;
const MEDIAN = 60;
const NINE_IN_TEN = 200;
const EMPTY_WORDS = ['helper', 'helpers', 'util', 'utils', 'common', 'manager', 'processor', 'base', 'info'];

/** Written by a program for another. */
const GENERATED = /[/\\]generated[/\\]/;

/** Everything wrong in these folders, one line each; empty when nothing is. */
export function sizeProblems(root, folders = ['apps', 'libs', 'scripts', 'test']) {
  const files = folders
    .flatMap((folder) => sources(join(root, folder)))
    .map((path) => ({ path, lines: linesOf(path) }));
  const problems = files
    .filter(({ lines }) => lines > LONGEST)
    .map(({ path, lines }) => `${path}: ${lines} lines (at most ${LONGEST})`);
  for (const { path } of files) problems.push(...nameProblems(path));
  const lengths = files
    .filter(({ path }) => !path.endsWith('.spec.ts'))
    .map(({ lines }) => lines)
    .sort((a, b) => a - b);
  const at = (share) => lengths[Math.floor((lengths.length - 1) * share)] ?? 0;
  if (at(0.5) > MEDIAN) problems.push(`the median file has ${at(0.5)} lines (at most ${MEDIAN})`);
  if (at(0.9) > NINE_IN_TEN) problems.push(`one file in ten has ${at(0.9)} lines or more (at most ${NINE_IN_TEN})`);
  return problems;
}

function nameProblems(path) {
  const name = basename(path);
  const stem = name.replace(/\.(ts|mjs)$/, '');
  const problems = /^[a-z0-9]+([-.][a-z0-9]+)*$/.test(stem) ? [] : [`${path}: the name is not kebab-case`];
  const empty = stem.split(/[-.]/).find((word) => EMPTY_WORDS.includes(word));
  return empty ? [...problems, `${path}: "${empty}" says nothing about what is inside`] : problems;
}

function linesOf(path) {
  return readFileSync(path, 'utf8').trimEnd().split('\n').length;
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !GENERATED.test(path));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = sizeProblems('.');
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
