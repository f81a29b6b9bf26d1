import { reasonOf } from '../local/say.js';
import { differences, oneLine } from './compare.js';
import type { Player } from './player.js';
import type { ScriptCheck, ScriptStep, Seen } from './script.js';
import type { Stage } from './stage.js';

export interface Tally {
  readonly asExpected: number;
  readonly different: number;
  readonly notBuilt: number;
}

type Say = (line: string) => void;
type Verdict = keyof Tally;

/** Plays the steps in order and prints expected and seen of each check. `ok` only for what was really played and is so. */
export async function playScript(
  steps: readonly ScriptStep[],
  players: Readonly<Record<string, Player>>,
  stage: Stage,
  say: Say,
): Promise<Tally> {
  const tally = { asExpected: 0, different: 0, notBuilt: 0 };
  for (const step of steps) {
    say('');
    say(`${step.id.padEnd(4)}${step.what}`);
    say(`    ${step.outcome}`);
    for (const verdict of await playStep(step, players[step.id], stage, say)) tally[verdict] += 1;
  }
  return tally;
}

/** Those steps with all that they stand on, in the script's order. */
export function withForerunners(
  wanted: readonly string[],
  players: Readonly<Record<string, Player>>,
): ReadonlySet<string> {
  const all = new Set<string>();
  const add = (id: string): void => {
    all.add(id);
    for (const before of players[id]?.after ?? []) add(before);
  };
  for (const id of wanted) add(id);
  return all;
}

async function playStep(step: ScriptStep, player: Player | undefined, stage: Stage, say: Say): Promise<Verdict[]> {
  const seen = player ? await seenBy(player, stage) : {};
  return step.checks.map((check) => {
    if (!player?.plays.includes(check.key)) {
      say(`      not built  ${check.says}`);
      say(`                 expected ${oneLine(check.expect)}`);
      return 'notBuilt';
    }
    return judge(check, seen[check.key] ?? { failed: 'nothing was seen' }, say);
  });
}

/** A step that fails has seen nothing but its failure: every check of it differs. */
async function seenBy(player: Player, stage: Stage): Promise<Readonly<Record<string, Seen>>> {
  try {
    return await player.play(stage);
  } catch (error) {
    const failed = reasonOf(error);
    return Object.fromEntries(player.plays.map((key) => [key, { failed }]));
  }
}

function judge({ says, expect }: ScriptCheck, seen: Seen, say: Say): Verdict {
  const found = differences(expect, seen);
  say(`      ${found.length === 0 ? 'ok       ' : 'DIFFERENT'}  ${says}`);
  say(`                 expected ${oneLine(expect)}`);
  const failed = 'failed' in seen ? ['failed'] : [];
  say(`                 seen     ${oneLine(seen, failed.length > 0 ? failed : Object.keys(expect))}`);
  if (typeof seen.sentence === 'string') say(`                 "${seen.sentence}"`);
  return found.length === 0 ? 'asExpected' : 'different';
}
