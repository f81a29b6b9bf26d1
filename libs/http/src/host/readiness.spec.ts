import { describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { createLog } from '#libs/telemetry';
import { freePort } from '../../../../scripts/local/free-port.js';
import { HostConfig } from '../config/host-config.js';
import { readConfig } from '../config/read-config.js';
import { bootstrapApp } from './bootstrap-app.js';
import { Readiness } from './readiness.js';

describe('readiness', () => {
  it('on the operator’s port comes when the app listens, not when that port does', async () => {
    const operations = { host: '127.0.0.1', port: await freePort() };
    const readyz = async (): Promise<unknown> => {
      const answer = await fetch(`http://127.0.0.1:${operations.port}/readyz`);
      return [answer.status, await answer.json()];
    };
    let whileStarting: unknown;
    @Module({})
    class SlowModule {
      async onModuleInit(): Promise<void> {
        whileStarting = await readyz();
      }
    }
    const running = await bootstrapApp(SlowModule, {
      name: 'slow',
      title: 'Slow',
      description: 'For specs',
      config: readConfig(HostConfig, { PORT: '0', DRAIN_MS: '0' }),
      operations,
      log: createLog({ app: 'slow', level: 'silent' }),
    });
    const whileServing = await readyz();
    await running.stop();
    expect(whileStarting).toEqual([503, { status: 'not ready', checks: { app: 'starting' } }]);
    expect(whileServing).toEqual([200, { status: 'ready', checks: {} }]);
  });

  it('does not come back after a stop', async () => {
    const readiness = new Readiness();
    readiness.stop();
    readiness.start();
    expect(await readiness.report()).toEqual({ ready: false, checks: { app: 'stopping' } });
  });
});
