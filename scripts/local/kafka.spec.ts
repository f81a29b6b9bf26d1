import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from './kafka.js';

describe('startKafka', () => {
  let dataDir: string;
  const { JAVA_HOME } = process.env;
  beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'consent-broker-kafka-'))));
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
    if (JAVA_HOME === undefined) delete process.env.JAVA_HOME;
    else process.env.JAVA_HOME = JAVA_HOME;
  });

  it('does not take another listener for its own, and says where to look', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startKafka({ dataDir, port })).rejects.toThrow(
      `Kafka stopped while starting on port ${port}; see ${join(dataDir, 'kafka.log')}`,
    );
    other.close();
  }, 60_000);

  it('names the packages when there is no Java', async () => {
    process.env.JAVA_HOME = dataDir;
    await expect(startKafka({ dataDir })).rejects.toThrow('sudo apt-get install -y openjdk-17-jre-headless maven');
  });
});
