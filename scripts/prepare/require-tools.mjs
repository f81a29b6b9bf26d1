import { spawnSync } from 'node:child_process';
import { findBrowser } from './find-browser.mjs';

const INSTALL =
  'apt-get update && apt-get install -y --no-install-recommends openjdk-17-jre-headless maven chromium-headless-shell';

/**
 * The tests run a real Kafka broker (Java 17 and Maven) and the pages in a real browser (Chromium; `CHROMIUM` names another
 * program of its kind). Where this is root and apt is available they are installed; elsewhere the run stops with the exact
 * line to type.
 */
export function requireTools() {
  if (missing().length === 0) return;
  const what = missing().join(', ');
  const root = process.getuid?.() === 0;
  if (root && works('apt-get', ['--version'])) {
    process.stdout.write(`Installing ${what} …\n`);
    spawnSync('sh', ['-c', INSTALL], {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const still = missing();
  if (still.length === 0) return;
  process.stderr.write(
    `The tests need ${still.join(', ')}. Install with:\n  ${root ? '' : 'sudo sh -c "'}${INSTALL}${root ? '' : '"'}\n`,
  );
  process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

function missing() {
  return [
    javaVersion() >= 17 ? [] : ['Java 17 (or later)'],
    works('mvn', ['--version']) ? [] : ['Maven'],
    works(findBrowser(process.env), ['--version']) ? [] : ['Chromium'],
  ].flat();
}

function javaVersion() {
  const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : 'java';
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return Number(/version "(?:1\.)?(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}

function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
