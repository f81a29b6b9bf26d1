import { setTimeout as after } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createLog } from '#libs/telemetry';
import { LaterNotes } from './later-notes.js';

function open(): { notes: LaterNotes; lines: string[] } {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { notes: new LaterNotes(createLog({ app: 'spec', level: 'debug', destination })), lines };
}

describe('a note of what is decided', () => {
  it('is written at once, or tried again until it is', async () => {
    const { notes, lines } = open();
    let tries = 0;
    const written = new Promise<void>((resolve) => {
      void notes.write('that it is so', async () => {
        tries += 1;
        if (tries < 3) throw new Error('away');
        resolve();
      });
    });
    await written;
    expect(tries).toBe(3);
    expect(lines).toHaveLength(1);
    await notes.write('that it is so', () => Promise.resolve());
    expect(lines).toHaveLength(1);
  });

  it('ends with the app', async () => {
    const { notes } = open();
    let tries = 0;
    await notes.write('that it is so', async () => {
      tries += 1;
      throw new Error('away');
    });
    notes.onModuleDestroy();
    await after(300);
    expect(tries).toBe(1);
  });
});
