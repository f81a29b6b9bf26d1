import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { prepare } from '../start/stack-under-test.js';
import { TownUnderTest } from './town-under-test.js';

jest.setTimeout(300_000);

const DIRECTIVES = '/api/consent/v1/residents/me/directives';
const GRANT = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], purposes: ['HOUSADAPT'] };

describe("the town's script", () => {
  const town = new TownUnderTest('23000');
  beforeAll(async () => {
    prepare();
    await town.start();
  });
  afterAll(() => town.remove());

  it('comes out as it was written down, on the embedded log', () => town.playsAsWritten('the HTTP feed'));

  it('plays one step with those that it stands on', async () => {
    const { code, output } = await town.run('demo', ['--step', '7c']);
    expect(output).toMatch(/^2 checks as expected, 0 different, 0 not built/m);
    expect(code).toBe(0);
  });

  it('is told of a step that does not exist', async () => {
    const { code, output } = await town.run('demo', ['--step', '99']);
    expect(output).toContain('There is no step "99"');
    expect(code).toBe(1);
  });

  it('leaves the town as it is when it is put in again', async () => {
    const { code, output } = await town.run('seed', [], { DATABASE_URL: town.endpoints.postgres! });
    expect([code, output.trim()]).toEqual([0, 'the demo town was in already']);
  });

  it('lets staff record a withdrawal while sign-in, the one address and the consent app hang', async () => {
    const { edge } = town.endpoints;
    const token = (await town.run('token', ['--as', 'margaret'])).output.trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${edge}${DIRECTIVES}`, { method: 'POST', headers, body: JSON.stringify(GRANT) });
    const { id } = (await answer.json()) as { id: string };

    const hanging = town.processes.filter(({ name }) => ['identity', 'edge', 'consent'].includes(name));
    for (const { pid } of hanging) process.kill(pid, 'SIGSTOP');
    try {
      const stranger = await town.run('withdraw', ['--resident', 'margaret', '--staff', 'beacon']);
      expect([stranger.code, stranger.output]).toEqual([1, expect.stringContaining('no such resident')]);
      const { code, output } = await town.run('withdraw', ['--resident', 'margaret', '--staff', 'brandt']);
      expect(output).toContain(`directive ${id}`);
      expect(output).toMatch(/effective from \d{4}-\d\d-\d\dT/);
      expect(code).toBe(0);
    } finally {
      for (const { pid } of hanging) process.kill(pid, 'SIGCONT');
    }
    const listed = await fetch(`${edge}${DIRECTIVES}`, { headers });
    const { items } = (await listed.json()) as { items: { id: string; status: string }[] };
    expect(items.find((directive) => directive.id === id)?.status).toBe('ConsentWithdrawn');
  });
});
