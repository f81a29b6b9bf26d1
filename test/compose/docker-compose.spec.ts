import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { parse } from 'yaml';
import { readConfig } from '#libs/http';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly depends_on?: Readonly<Record<string, object>>;
  readonly volumes?: readonly string[];
  readonly configs?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, { content: string }>>;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
const dockerfile = readFileSync('Dockerfile', 'utf8');
const ours = Object.entries(compose.services).filter(([, service]) => service.image === 'consent-broker');
const apps = ours.filter(([, service]) => service.command?.[1]?.startsWith('dist/apps/'));

/** What the tools read that have no configuration class. */
const SCRIPT_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  migrate: ['DATABASE_URL', 'APP_PASSWORDS_FILE'],
  keys: [],
};
/** Not the app's: `docker compose exec identity node dist/scripts/token.js` reads it. */
const TOKEN_SETTINGS = ['DATA_DIR'];

async function configurationOf(app: string): Promise<new () => object> {
  const module = (await import(`../../apps/${app}/src/config.ts`)) as Record<string, unknown>;
  const classes = Object.entries(module).filter(([name]) => name.endsWith('Config'));
  expect(classes).toHaveLength(1);
  return classes[0]![1] as new () => object;
}

function settingsOf(target: new () => object): string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}

describe('docker-compose.yml', () => {
  it('names the database and the broker that the product is tested with', () => {
    expect(compose.services.postgres!.image).toBe('postgres:18');
    expect(compose.services.kafka!.image).toMatch(/^apache\/kafka:4\.1(\.\d+)?$/);
    expect(compose.services.kafka!.environment!.KAFKA_PROCESS_ROLES).toBe('broker,controller');
  });

  it('runs each app once', () => {
    expect(apps.map(([name]) => name).sort()).toEqual([
      'audit',
      'consent',
      'edge',
      'identity',
      'policy',
      'portal',
      'relay',
    ]);
  });

  it.each(ours)('starts %s with a command that exists without Docker', (_name, { command }) => {
    const [program, entry] = command!;
    expect(program).toBe('node');
    expect(existsSync(entry!.replace(/^dist\//, '').replace(/\.js$/, '.ts'))).toBe(true);
  });

  it.each(apps)(
    'gives %s only settings that its configuration class knows, and each that it needs',
    async (name, { environment, command }) => {
      expect(command![1]).toBe(`dist/apps/${name}/src/main.js`);
      const configuration = await configurationOf(name);
      const known = [...settingsOf(configuration), ...(name === 'identity' ? TOKEN_SETTINGS : [])];
      expect(Object.keys(environment!).filter((setting) => !known.includes(setting))).toEqual([]);
      const asTexts = Object.entries(environment!).map(([setting, value]) => [setting, String(value)]);
      expect(readConfig(configuration, Object.fromEntries(asTexts) as Record<string, string>)).toBeInstanceOf(
        configuration,
      );
    },
  );

  it.each(Object.entries(SCRIPT_SETTINGS))('gives %s the settings of its script', (name, settings) => {
    expect(Object.keys(compose.services[name]!.environment ?? {})).toEqual(settings);
  });

  it('refers only to what it defines', () => {
    for (const service of Object.values(compose.services)) {
      for (const needed of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty([needed]);
      for (const volume of service.volumes ?? []) expect(compose.volumes).toHaveProperty([volume.split(':')[0]!]);
      for (const config of service.configs ?? []) expect(compose.configs).toHaveProperty([config]);
    }
  });

  it('gives each app role the password that its app signs in with', () => {
    const passwords = JSON.parse(compose.configs['app-passwords']!.content) as Record<string, string>;
    for (const [role, password] of Object.entries(passwords)) {
      const { environment } = compose.services[role.replace('_app', '')]!;
      expect(environment!.DATABASE_URL).toContain(`${role}:${password}@postgres:`);
    }
  });

  it('publishes nothing beyond loopback', () => {
    expect(readFileSync('docker-compose.yml', 'utf8').match(/^ +- [\d.]*:?\d+:\d+$/gm)).toEqual([
      '      - 127.0.0.1:3000:3000',
      '      - 127.0.0.1:3001:3001',
    ]);
  });

  it('copies into the image only what is here', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) =>
      sources!.split(' '),
    );
    for (const source of copied) expect([source, existsSync(source)]).toEqual([source, true]);
  });

  it('copies into the image what the portal reads beside its code', () => {
    const image = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    for (const folder of ['views', 'locales'])
      expect(image).toContain(`COPY apps/portal/${folder} apps/portal/${folder}\n`);
  });

  it('is accepted by Docker itself, where its client is here', () => {
    const present = spawnSync('docker', ['compose', 'version']).status === 0;
    const { status } = present ? spawnSync('docker', ['compose', 'config', '--quiet']) : { status: 0 };
    expect(status).toBe(0);
  });
});
