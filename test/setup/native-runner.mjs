/**
 * Jest's runner for this project: spec files run in plain Node processes, as the product does, not in Jest's own
 * machine, which costs decisions 6 to 10 times their speed and loads Nest and TypeORM anew for each file
 * (docs/adr/0014). One process runs many files; a file that ends it or leaves something behind fails by name.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROCESS = fileURLToPath(new URL('./native-process.mjs', import.meta.url));
const LOADER = new URL('./typescript.mjs', import.meta.url).href;

class SpecProcess {
  #child = fork(PROCESS, [], {
    execArgv: ['--enable-source-maps', '--disable-warning=ExperimentalWarning', '--import', LOADER],
    // What specs print goes where Jest's own report goes.
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });

  run(file) {
    return new Promise((resolve, reject) => {
      const onExit = (code, signal) =>
        reject(new Error(`the process of the specs ended (${signal ?? `code ${code}`})`));
      this.#child.once('exit', onExit);
      this.#child.once('message', (answer) => {
        this.#child.off('exit', onExit);
        resolve(answer);
      });
      this.#child.send(file);
    });
  }

  // A signal that can be caught would start the tidy stop of an app that a spec has not stopped.
  end() {
    this.#child.kill('SIGKILL');
  }
}

const OUTCOMES = { skip: 'pending', todo: 'todo' };

function toAssertion({ names, status, duration, errors }) {
  return {
    ancestorTitles: names.slice(0, -1),
    title: names.at(-1),
    fullName: names.join(' '),
    duration,
    status: OUTCOMES[status] ?? (errors.length > 0 ? 'failed' : 'passed'),
    failureMessages: errors,
    failureDetails: [],
    numPassingAsserts: 0,
  };
}

/** An answer in the shape of Jest's TestResult. What failed outside any test fails the file as one that cannot run. */
function toTestResult(path, { start, end, failures, tests }) {
  const testResults = tests.map(toAssertion);
  const count = (status) => testResults.filter((result) => result.status === status).length;
  const failed = testResults.filter(({ status }) => status === 'failed');
  const messages = failed.map(({ fullName, failureMessages }) => `  ● ${fullName}\n\n${failureMessages.join('\n')}`);
  return {
    testFilePath: path,
    testResults,
    numPassingTests: count('passed'),
    numFailingTests: failed.length,
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    failureMessage: [...failures, ...messages].join('\n\n') || null,
    testExecError: failures.length > 0 ? { message: failures.join('\n'), stack: '' } : undefined,
    perfStats: { start, end, runtime: end - start, slow: end - start > 5_000 },
    snapshot: { added: 0, fileDeleted: false, matched: 0, unchecked: 0, uncheckedKeys: [], unmatched: 0, updated: 0 },
    openHandles: [],
    leaks: false,
    skipped: false,
  };
}

export default class NativeRunner {
  constructor(globalConfig) {
    this.globalConfig = globalConfig;
  }

  async runTests(tests, _watcher, onStart, onResult, onFailure) {
    const { maxWorkers, testNamePattern } = this.globalConfig;
    const waiting = [...tests];
    const work = async () => {
      let specs;
      for (let test = waiting.shift(); test; test = waiting.shift()) {
        await onStart(test);
        specs ??= new SpecProcess();
        const { testTimeout } = test.context.config;
        try {
          const answer = await specs.run({ path: test.path, testTimeout, testNamePattern });
          if (answer.notLoaded) await onFailure(test, { message: answer.notLoaded, stack: answer.notLoaded });
          else await onResult(test, toTestResult(test.path, answer));
        } catch (error) {
          specs = undefined;
          await onFailure(test, { message: error.message, stack: error.stack });
        }
      }
      specs?.end();
    };
    await Promise.all(Array.from({ length: maxWorkers }, work));
  }
}
