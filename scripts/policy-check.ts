/**
 * npm run policy:check [-- --bundle DIR] [--help]
 * What every bundle passes before it may be published: it parses, fits its schema, carries what the decision point needs,
 * compiles, and its own tests pass.
 */
import { parseArgs } from 'node:util';
import { runTests, type FailedTest } from '#libs/assurance';
import { BundleError, CompiledEngine, loadBundle, type Bundle } from '#libs/cedar';
import { checkAnnotations } from '#libs/pdp';

const HELP = `npm run policy:check [-- --bundle DIR]

Checks the sharing rules in a folder: that they parse, fit their schema, carry the annotations that decisions need,
compile, and pass the tests in DIR/tests/*.yaml.

  --bundle DIR  the folder of the bundle (default: policies)
  --help        this text

Ends with 0 when all is well, 1 when something is not, 2 when asked wrongly.`;

const MOST = 50;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Categories that fail alike stand in one line. */
function failures(failed: readonly FailedTest[]): string[] {
  const lines = new Map<string, string[]>();
  for (const { file, line, says, expected, seen, rule } of failed) {
    const at = says.lastIndexOf(': ');
    const key = `${file}:${line ?? 1}: rule ${rule}: ${says.slice(0, at)}: expected ${expected}, seen ${seen}`;
    lines.set(key, [...(lines.get(key) ?? []), says.slice(at + 2)]);
  }
  return [...lines].map(([key, categories]) => `${key}: ${categories.join(' ')}`);
}

function checkTests(bundle: Bundle, engine: CompiledEngine): boolean {
  const { ran, failed } = runTests(bundle, engine);
  const lines = failures(failed);
  for (const line of lines.slice(0, MOST)) say(line);
  if (lines.length > MOST) say(`… and ${lines.length - MOST} more`);
  say(`tests: ${ran - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0;
}

async function check(folder: string): Promise<boolean> {
  const bundle = await loadBundle(folder);
  for (const warning of bundle.warnings) say(`warning: ${warning}`);
  say(`parsed: ${bundle.rules.size} rules, valid against the schema`);
  checkAnnotations(bundle);
  say('annotations: complete');
  const engine = new CompiledEngine(bundle);
  say('compiled');
  const passed = checkTests(bundle, engine);
  say(`${passed ? 'ok' : 'NOT OK'}: bundle ${bundle.hash} of ${folder}`);
  return passed;
}

const options = { bundle: { type: 'string', default: 'policies' }, help: { type: 'boolean', default: false } } as const;

try {
  const { values } = parseArgs({ options });
  if (values.help) say(HELP);
  else process.exitCode = (await check(values.bundle)) ? 0 : 1;
} catch (error) {
  const isBundle = error instanceof BundleError;
  say(isBundle ? `${error.message}\nNOT OK` : `cannot check: ${(error as Error).message}`);
  process.exitCode = isBundle ? 1 : 2;
}
