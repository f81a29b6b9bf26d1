/** One process of native-runner.mjs: runs the spec files that it is sent, one after the other, and answers with each one's tests. */
import { getState, resetState, run, setState } from 'jest-circus';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { jest } from './jest-globals.mjs';

const told = (error) => (error instanceof Error ? error.stack : `thrown: ${inspect(error)}`);

/** Files share the process, so what one leaves in the environment would decide how the next one runs. */
function leftBehind(before) {
  const names = new Set([...Object.keys(before), ...Object.keys(process.env)]);
  const changed = [...names].filter((name) => before[name] !== process.env[name]);
  for (const name of changed)
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  return changed.map((name) => `this file left the environment variable ${name} changed; put it back in afterAll`);
}

async function runFile({ path, testTimeout, testNamePattern }) {
  const start = Date.now();
  const before = { ...process.env };
  jest.setTimeout(testTimeout);
  resetState();
  setState({ ...getState(), testNamePattern: testNamePattern ? new RegExp(testNamePattern, 'i') : null });
  await import(pathToFileURL(path).href);
  const { testResults, unhandledErrors } = await run();
  return {
    start,
    end: Date.now(),
    failures: [...unhandledErrors.map(told), ...leftBehind(before)],
    tests: testResults.map(({ testPath, status, duration, errorsDetailed }) => ({
      names: testPath.slice(1),
      status,
      duration,
      errors: errorsDetailed.map(told),
    })),
  };
}

process.on('message', async (file) => {
  try {
    process.send(await runFile(file));
  } catch (error) {
    process.send({ notLoaded: told(error) });
  }
});

// Whoever ran the specs is gone: what they had started ends as this process does.
process.once('disconnect', () => process.exit(1));
