import { diffBundles } from '#libs/assurance';
import { BundleError, gaveUp, type Bundle } from '#libs/cedar';
import { parentPort, workerData } from 'node:worker_threads';
import { readBundle } from '../read-bundle.js';
import type { ReadBundle } from './bundle-check.js';
import { runChecks } from './run-checks.js';
import type { WorkerAnswer, WorkerTask } from './worker-check.js';

const GAVE_UP = 'the policy engine gave up on it: write it flatter, in more and shorter rules';
const told = ({ hash, files, warnings }: Bundle): ReadBundle => ({ hash, files, warnings });

/** One task in a thread of its own: it comes as the thread's data, the answer is its one message. */
function run(task: WorkerTask): unknown {
  if (task.kind === 'check') return runChecks(task);
  if (task.kind === 'read') return told(readBundle(task.files));
  return diffBundles(readBundle(task.before.files), readBundle(task.after.files));
}

function answer(task: WorkerTask): WorkerAnswer {
  try {
    return { result: run(task) };
  } catch (error) {
    if (error instanceof BundleError) return { problems: error.problems };
    // The thread ends with its answer, and the broken engine with it.
    if (gaveUp(error)) return { problems: [{ file: '.', line: 1, rule: null, message: GAVE_UP }] };
    throw error;
  }
}

parentPort!.postMessage(answer((workerData as { task: WorkerTask }).task));
