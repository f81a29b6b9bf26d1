import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CompiledEngine, loadBundle, parseBundle, type BundleFile } from '#libs/cedar';
import { DECISIONS } from '../decisions/engines.js';
import { makePlace } from '../decisions/place.js';
import { cedarQuestions } from '../decisions/to-cedar.js';
import { interleaved } from '../interleaved.js';
import { roundOf, type Round } from '../round.js';
import { copiesOf } from './copies-of.js';

const RESIDENTS = 1_000;
const QUESTIONS = 4_000;
const COPIES = 10;

/** The compiled engine over thirty policies, and over three hundred: as many copies of them, which say the same. */
export async function measurePolicies(rounds: number, seconds: number): Promise<Record<string, readonly Round[]>> {
  const folder = join(DECISIONS, 'bundle');
  const policies = await readFile(join(folder, 'policies.cedar'), 'utf8');
  const schema = await readFile(join(folder, 'policies.cedarschema'), 'utf8');
  const files: BundleFile[] = [
    { name: 'policies.cedar', text: copiesOf(policies, COPIES) },
    { name: 'policies.cedarschema', text: schema },
  ];
  const place = makePlace(RESIDENTS, QUESTIONS);
  const questions = place.questions.map(cedarQuestions(place));
  const measureEngine = (engine: CompiledEngine) => (): Promise<Round> => {
    const until = performance.now() + seconds * 1000;
    const before = process.cpuUsage();
    let operations = 0;
    for (; performance.now() < until; operations += 1) engine.evaluate(questions[operations % questions.length]!);
    const spent = process.cpuUsage(before);
    const cpuMsApp = (spent.user + spent.system) / 1000 / operations;
    return Promise.resolve({ ...roundOf([cpuMsApp], 1000 / cpuMsApp), operations, also: { cpuMsApp } });
  };
  const few = new CompiledEngine(await loadBundle(folder));
  const many = new CompiledEngine(parseBundle(files));
  await measureEngine(few)();
  await measureEngine(many)();
  return interleaved({ policies30: measureEngine(few), policies300: measureEngine(many) }, rounds);
}
