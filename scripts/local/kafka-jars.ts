import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const KAFKA_VERSION = '4.1.0';
const INSTALL = 'sudo apt-get update && sudo apt-get install -y openjdk-17-jre-headless maven';

/** The `java` to run Kafka with: JAVA_HOME's, else the one on the path. Throws with the install line when it is missing or older than 17. */
export async function findJava(): Promise<string> {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  // `java -version` writes to stderr: openjdk version "17.0.15" 2025-04-15
  const printed = await run(java, ['-version']).catch(() => undefined);
  const major = Number(/version "(?:1\.)?(\d+)/.exec(printed?.stderr ?? '')?.[1] ?? 0);
  if (major >= 17) return java;
  throw new Error(
    `Kafka needs Java 17 or later${major ? `, and this is Java ${major}` : ''}. Install it with:\n  ${INSTALL}`,
  );
}

/**
 * The folder of Apache Kafka's jars, fetched from Maven's repository at first use and kept in the cache of this account.
 * Safe when two processes fetch at once: each fills a folder of its own, and the first to finish gives it the name.
 */
export async function provideKafkaJars(report: (line: string) => void = () => undefined): Promise<string> {
  const jars = join(
    process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'consent-broker',
    `kafka-${KAFKA_VERSION}`,
  );
  if (existsSync(jars)) return jars;
  const draft = `${jars}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  try {
    report(`fetching Apache Kafka ${KAFKA_VERSION} with Maven (about 100 MB, once)`);
    await run('mvn', ['-B', '-q', '-f', pomFile(), 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`], {
      maxBuffer: 16 * 1024 * 1024,
    }).catch(explain);
    if (!existsSync(jars)) renameSync(draft, jars);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return jars;
}

function explain(error: unknown): never {
  const { code, stdout } = error as { code?: unknown; stdout?: string };
  if (code === 'ENOENT') throw new Error(`Maven is missing. Install it with:\n  ${INSTALL}`, { cause: error });
  const reason = stdout?.split('\n').find((line) => line.includes('[ERROR]')) ?? '';
  throw new Error(`Maven could not fetch Apache Kafka. ${reason}`.trim(), { cause: error });
}

/** Beside this source, which runs from the clone in tests and from dist/ otherwise. */
function pomFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const pom = join(folder, 'scripts', 'local', 'kafka-pom.xml');
    if (existsSync(pom)) return pom;
  }
  throw new Error('scripts/local/kafka-pom.xml is missing from this clone');
}
