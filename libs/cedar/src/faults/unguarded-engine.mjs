// The fault: text goes to Cedar's parser as it came. Run as a worker thread, which it leaves with a broken engine.
import { parentPort, workerData } from 'node:worker_threads';
import { policyToJson } from '@cedar-policy/cedar-wasm/nodejs';

const answers = (text) => {
  try {
    return policyToJson(text).type === 'success';
  } catch {
    return false;
  }
};

answers(workerData);
parentPort.postMessage(answers('permit (principal, action, resource);'));
