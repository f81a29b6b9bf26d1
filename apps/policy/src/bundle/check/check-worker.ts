import { diffBundles } from '#libs/assurance';
import { BundleError } from '#libs/cedar';
import { parentPort, workerData } from 'node:worker_threads';
import { readBundle } from '../read-bundle.js';
import { runChecks } from './run-checks.js';
import type { WorkerAnswer, WorkerTask } from './worker-check.js';

/** One task in a thread of its own: it comes as the thread's data, the answer is its one message. */
function run(task: WorkerTask): unknown {
  if (task.kind === 'check') return runChecks(task);
  return diffBundles(readBundle(task.before.files), readBundle(task.after.files));
}

function answer(task: WorkerTask): WorkerAnswer {
  try {
    return { result: run(task) };
  } catch (error) {
    if (error instanceof BundleError) return { problems: error.problems };
    throw error;
  }
}

parentPort!.postMessage(answer((workerData as { task: WorkerTask }).task));
