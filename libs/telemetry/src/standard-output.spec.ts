import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { describe, expect, it, jest } from '@jest/globals';

jest.setTimeout(60_000);

/** A disk that takes nothing: the kernel's own full device, or elsewhere a descriptor that cannot be written to. */
const openFull = (): number => (existsSync('/dev/full') ? openSync('/dev/full', 'w') : openSync(devNull, 'r'));

async function logTo(output: number, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const program = ['--import', './test/setup/typescript.mjs', 'libs/telemetry/src/testing/log-for-a-while.ts', ...args];
  const child = spawn(process.execPath, program, { stdio: ['ignore', output, 'pipe'] });
  let said = '';
  child.stderr!.on('data', (part: Buffer) => (said += part.toString()));
  closeSync(output);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

describe('standard output', () => {
  it('that is full costs lines, which are counted, and not the app', async () => {
    const { code, said } = await logTo(openFull());
    const { lived, dropped } = JSON.parse(said) as { lived: boolean; dropped: number };
    expect([code, lived]).toEqual([0, true]);
    expect(dropped).toBeGreaterThan(5_000);
  });

  it('that takes everything costs none', async () => {
    const { code, said } = await logTo(openSync(devNull, 'w'));
    expect([code, JSON.parse(said)]).toEqual([0, { lived: true, dropped: 0 }]);
  });

  it('that nobody listens to ends the app when it is full', async () => {
    const { code, said } = await logTo(openFull(), '--careless');
    expect(code).not.toBe(0);
    expect(said).not.toContain('lived');
  });
});
