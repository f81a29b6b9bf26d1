import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BundleError } from './bundle-error.js';
import { requireEngine } from './engine-answers.js';
import { ENGINE_LIMITS, nestsWithin } from './engine-limits.js';
import { parseBundle } from './parse-bundle.js';

const SCHEMA = `entity U = { a: Bool }; action read appliesTo { principal: U, resource: U, context: {} };`;
const rule = (condition: string): string => `@id("r") permit (principal, action, resource) when {\n ${condition} };`;
function parse(policy: string, schema = SCHEMA): void {
  parseBundle([
    { name: 'a.cedar', text: policy },
    { name: 's.cedarschema', text: schema },
  ]);
}
/** What is said of it, or that it passed. */
function told(policy: string, schema?: string): string {
  try {
    parse(policy, schema);
    return 'parsed';
  } catch (error) {
    if (error instanceof BundleError) return error.message;
    throw error;
  }
}

const { depth, choices, chain } = ENGINE_LIMITS;
const around = (open: string, inner: string, close: string, times: number): string =>
  open.repeat(times) + inner + close.repeat(times);
/** Every way in which an expression gets deep, so many times. */
const DEEP: Readonly<Record<string, (times: number) => string>> = {
  parentheses: (n) => around('(', 'true', ')', n),
  lists: (n) => `${around('[', '1', ']', n)} == 1`,
  records: (n) => `${around('{a: ', '1', '}', n)} == 1`,
  calls: (n) => around('[true].contains(', 'true', ')', n),
  choices: (n) => around('if true then ', 'true', ' else true', n),
  and: (n) => `true${' && true'.repeat(n)}`,
  or: (n) => `true${' || true'.repeat(n)}`,
  sums: (n) => `1${' + 1'.repeat(n)} == 2`,
  attributes: (n) => `principal${'.a'.repeat(n)}`,
};

describe('what is handed to the policy engine', () => {
  it.each(Object.entries(DEEP))('is refused before it overruns it: %s', async (_name, deep) => {
    for (const times of [1_000, 3_000, 9_000]) {
      expect(told(rule(deep(times)))).toMatch(/^a\.cedar:2: (brackets nest deeper|more than)/);
    }
    await expect(requireEngine()).resolves.toBeUndefined();
  });

  it.each([
    ['records', `type T = ${around('{a: ', 'Long', '}', 3_000)};`],
    ['sets', `type T = ${around('Set<', 'Long', '>', 3_000)};`],
  ])('is refused in a schema, too: %s', async (_name, type) => {
    expect(told(rule('true'), `${type} ${SCHEMA}`)).toMatch(/^s\.cedarschema:1: brackets nest deeper/);
    await expect(requireEngine()).resolves.toBeUndefined();
  });

  it('is refused when it is too large, without being read', () => {
    expect(told(`// ${'x'.repeat(ENGINE_LIMITS.bundleSize)}\n${rule('true')}`)).toMatch(/characters in all/);
  });

  it('may hold brackets in strings, comments and comparisons as it likes', () => {
    const harmless = `"${'('.repeat(200)}" like "*" // ${'['.repeat(200)}\n && ${'1 < 2 && '.repeat(40)} true`;
    expect(told(rule(harmless))).toBe('parsed');
  });

  it('leaves the engine answering, whatever is nested in whatever within the limits', async () => {
    const kinds = fc.array(fc.constantFrom('(', '[', '{', 'call', 'if', '!'), { maxLength: depth - 2 });
    await fc.assert(
      fc.asyncProperty(kinds, fc.nat(chain), async (nest, links) => {
        let inner = `true${' && true'.repeat(links)}`;
        let ifs = 0;
        for (const kind of nest) {
          if (kind === '(') inner = `(${inner})`;
          if (kind === '[') inner = `[${inner}] == [true]`;
          if (kind === '{') inner = `{a: ${inner}} == {a: true}`;
          if (kind === 'call') inner = `[true].contains(${inner})`;
          if (kind === '!') inner = `!(${inner})`;
          if (kind === 'if' && (ifs += 1) < choices) inner = `if (${inner}) then true else (${inner.slice(0, 4)})`;
        }
        told(rule(inner));
        await requireEngine();
      }),
      { numRuns: 60 },
    );
  });

  it('would leave the engine broken for good without the limits', async () => {
    const unguarded = new URL('./faults/unguarded-engine.mjs', import.meta.url);
    const answersAfter = async (condition: string): Promise<unknown> => {
      const worker = new Worker(unguarded, { workerData: rule(condition) });
      try {
        return ((await once(worker, 'message')) as unknown[])[0];
      } finally {
        await worker.terminate();
      }
    };
    expect([await answersAfter(DEEP['parentheses']!(3_000)), await answersAfter('true')]).toEqual([false, true]);
  });
});

describe('a value for the engine', () => {
  it('nests within the limits or is not handed over', () => {
    let deep: unknown = 1;
    for (let at = 0; at < 10_000; at += 1) deep = { a: deep };
    expect([nestsWithin(deep), nestsWithin({ a: [{ b: 1 }] }), nestsWithin(null)]).toEqual([false, true, true]);
  });
});
