import { describe, expect, it } from '@jest/globals';
import { allProcesses, readStat, timeOfTree } from './process-times.js';
import { addCpu } from './with-cpu.js';

const stat = (pid: number, name: string, parent: number, ticks: readonly number[]): string =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194304 8 9 0 0 ${ticks.join(' ')} 20 0 1 0 56390 386 84487`;

describe('processor time', () => {
  it('is user and system time, whatever a process is called', () =>
    expect(readStat(stat(42, 'a) R 7 (b', 7, [12, 3, 100, 50]))).toEqual({
      pid: 42,
      parent: 7,
      ownMs: 150,
      reapedMs: 1500,
    }));

  it('of a server is its own, its backends’ and that of backends that have ended', () => {
    const all = [
      stat(10, 'postgres', 1, [1, 1, 30, 20]),
      stat(11, 'postgres', 10, [4, 1, 0, 0]),
      stat(12, 'postgres', 10, [0, 5, 0, 0]),
      stat(20, 'node', 1, [900, 0, 0, 0]),
    ].map(readStat);
    expect(timeOfTree(10, all)).toBe(20 + 500 + 50 + 50);
  });

  it('of this very process is seen where there is a /proc', () => {
    const all = allProcesses();
    const own = all?.find(({ pid }) => pid === process.pid);
    if (all) expect(own).toMatchObject({ parent: process.ppid });
  });

  it('is divided among the operations of a measure, and left out where none were counted', () => {
    const round = { perSecond: 5, p50Ms: 1, p99Ms: 2, operations: 100, also: { failed: 1 } };
    const [before, after] = [
      { app: 1000, postgres: 50 },
      { app: 1400, postgres: 100 },
    ];
    expect(addCpu(round, before, after, true).also).toEqual({ failed: 1, cpuMsApp: 4, cpuMsPostgres: 0.5 });
    expect(addCpu(round, before, after, false).also).toEqual({ failed: 1, cpuMsApp: 4 });
    const { operations: _, ...uncounted } = round;
    expect(addCpu(uncounted, before, after, true)).toBe(uncounted);
  });
});
