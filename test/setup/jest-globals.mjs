/** What specs import as '@jest/globals' in the processes of native-runner.mjs (typescript.mjs points there). */
export { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } from 'jest-circus';
export { expect } from 'expect';

export const jest = {
  /** The time, in milliseconds, that each test and hook of this file may take. jest-circus reads it from here. */
  setTimeout(ms) {
    globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms;
  },
};
