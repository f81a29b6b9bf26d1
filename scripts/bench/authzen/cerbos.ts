import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../local/free-port.js';
import { DECISIONS } from '../decisions/engines.js';
import type { BenchPlace, BenchQuestion } from '../decisions/place.js';
import { startServer, type RunningServer } from '../decisions/servers.js';
import { KINDS } from '../decisions/vocabulary.js';
import { celRules } from './cel-rules.js';

const VERSION = 'api.cerbos.dev/v1';

/** Cerbos over the thirty policies. It keeps no facts: each question brings its own. */
export async function startCerbos(program: string, folder: string): Promise<RunningServer> {
  const policies = join(folder, 'policies');
  mkdirSync(policies, { recursive: true });
  const cedar = readFileSync(join(DECISIONS, 'bundle', 'policies.cedar'), 'utf8');
  const rules = celRules(cedar).map(({ id, effect, condition }) => ({
    ...{ name: id, actions: ['read'], effect: effect === 'permit' ? 'EFFECT_ALLOW' : 'EFFECT_DENY' },
    ...{ roles: ['practitioner'], condition: { match: { expr: condition } } },
  }));
  // JSON is YAML.
  const policy = { apiVersion: VERSION, resourcePolicy: { version: 'default', resource: 'share', rules } };
  writeFileSync(join(policies, 'share.yaml'), JSON.stringify(policy));
  const [port, grpc] = [await freePort(), await freePort()];
  const configuration = join(folder, 'configuration.yaml');
  writeFileSync(
    configuration,
    JSON.stringify({
      server: { httpListenAddr: `127.0.0.1:${port}`, grpcListenAddr: `127.0.0.1:${grpc}` },
      telemetry: { disabled: true },
      storage: { driver: 'disk', disk: { directory: policies, watchForChanges: false } },
    }),
  );
  const args = ['server', '--log-level', 'error', '--config', configuration];
  return startServer(program, args, { port, health: '/_cerbos/health' });
}

export function cerbosQuestion(place: BenchPlace, { practitioner, share, ...context }: BenchQuestion): object {
  const asker = place.practitioners.get(practitioner)!;
  const { id, ...asked } = place.shares.get(share)!;
  const { sensitivity, roles } = KINDS[asked.category]!;
  const resident = place.residents.get(asked.resident)!;
  const resource = { kind: 'share', id, attr: { ...asked, sensitivity, roles, resident, context } };
  const agency = place.agencies.get(asker.agency)!;
  return {
    requestId: 'bench',
    principal: { id: practitioner, roles: ['practitioner'], attr: { ...asker, agency } },
    resources: [{ actions: ['read'], resource }],
  };
}

export const cerbosPermits = (answer: unknown): boolean =>
  (answer as { results: { actions: { read: string } }[] }).results[0]!.actions.read === 'EFFECT_ALLOW';
