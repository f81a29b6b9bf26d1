import { parseArgs } from 'node:util';
import { prove, ProverError, type InvariantProof, type ProofReport } from '#libs/assurance';
import { BundleError } from '#libs/cedar';
import { loadPolicies } from '#libs/pdp';

const HELP = `npm run policy:prove [-- --bundle DIR] [--json]

Proves what invariants/*.yaml of a bundle state of its rules, for every request, or shows the smallest request that
breaks one. Also tells of rules that never fire, rules that others always say first, and requests that no rule
speaks of.

  --bundle DIR  the folder of the bundle (default: policies)
  --json        the report as JSON, and nothing else
  --help        this text

Ends with 0 when everything is proved, 1 when something is not or cannot be read, 2 when asked wrongly.`;

const line = ({ id, proved, classes, ms }: InvariantProof, done: number, of: number): string =>
  `${String(done).padStart(String(of).length)}/${of} ${proved ? 'proved' : 'FAILED'} ${id} (${classes} classes, ${ms} ms)`;

const failure = ({ id, says, file, line: at, counterexample }: InvariantProof): string[] => [
  '',
  `${file}:${at}: ${id} does not hold: ${says}`,
  `  ${counterexample?.words ?? ''}`,
  ...(counterexample?.named ? [`  for example: ${counterexample.named}`] : []),
  ...(counterexample?.rule ? [`  by rule: ${counterexample.rule}`] : []),
];

const list = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [`${title}: none`] : [`${title}:`, ...lines.map((one) => `  ${one}`)];

function summary(report: ProofReport): string[] {
  const failed = report.invariants.filter(({ proved }) => !proved);
  const classes = report.invariants.reduce((sum, one) => sum + one.classes, 0);
  const ms = report.invariants.reduce((sum, one) => sum + one.ms, 0);
  return [
    ...failed.flatMap(failure),
    '',
    ...list('taken for granted', report.assumptions),
    ...list('rules that never fire', report.neverFires),
    ...list(
      'rules that others always say first',
      report.shadowed.map(({ rule, by }) => `${rule}, by ${by.join(', ')}`),
    ),
    ...list('requests that no rule speaks of (denied by default)', report.unspoken),
    '',
    `raw size ${report.rawSize} requests; ${classes} classes told apart in ${(ms / 1000).toFixed(1)} s`,
    `${report.invariants.length - failed.length} proved, ${failed.length} failed`,
  ];
}

const say = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

async function run(folder: string, json: boolean): Promise<number> {
  const bundle = await loadPolicies(folder);
  const onInvariant = (proof: InvariantProof, done: number, of: number): void => {
    if (!json) say([line(proof, done, of)]);
  };
  if (!json) say([`bundle ${bundle.hash} of ${folder}`]);
  const report = prove(bundle, { onInvariant });
  say(json ? [JSON.stringify(report, null, 2)] : summary(report));
  return report.proved ? 0 : 1;
}

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: {
        bundle: { type: 'string', default: 'policies' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      say([HELP]);
      return 0;
    }
    return await run(values.bundle, values.json);
  } catch (error) {
    if (error instanceof BundleError || error instanceof ProverError) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${HELP}\n`);
    return 2;
  }
}

process.exitCode = await main();
