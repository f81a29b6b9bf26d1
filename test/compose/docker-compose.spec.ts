import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { parse } from 'yaml';
import { readConfig } from '#libs/http';
import { EDGE_OPTIONS } from '../../scripts/local/app-commands.js';
import { mountsOf, type Mount, type Source } from './mounts.js';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly Mount[];
  readonly configs?: readonly Source[];
  readonly secrets?: readonly Source[];
  readonly healthcheck?: { readonly test: readonly string[] };
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
const dockerfile = readFileSync('Dockerfile', 'utf8');
const ours = Object.entries(compose.services).filter(([, service]) => service.image === 'consent-broker');
const apps = ours.filter(([name]) => existsSync(`apps/${name}`));

/** PostgreSQL's own (libpq, node-postgres), not a configuration class's. */
const PASSWORD_FILE = 'PGPASSFILE';
/** What the tools read that have no configuration class. */
const SCRIPT_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  migrate: ['DATABASE_URL', PASSWORD_FILE, 'APP_PASSWORDS_FILE'],
  keys: [],
  seed: ['DATABASE_URL', PASSWORD_FILE, 'EDGE_URL', 'IDENTITY_URL', 'DATA_DIR'],
};
/** Not the app's: `docker compose exec identity node dist/bundle/token.js` reads it. */
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

/** Of Node, that is: what follows an entry is the program's. */
const withoutOptions = (command: readonly string[]): string[] => command.filter((word) => !word.startsWith('--max-'));

describe('docker-compose.yml', () => {
  it('names the database and the broker that the product is tested with', () => {
    expect(compose.services.postgres!.image).toBe('postgres:18');
    expect(compose.services.kafka!.image).toMatch(/^apache\/kafka:4\.1(\.\d+)?$/);
    expect(compose.services.kafka!.environment!.KAFKA_PROCESS_ROLES).toBe('broker,controller');
  });

  it('bounds the edge as npm start does, and so does the image', () => {
    const command = ['node', ...EDGE_OPTIONS, 'dist/bundle/edge.js'];
    expect(compose.services.edge!.command).toEqual(command);
    expect(JSON.parse(/^CMD (.*)$/m.exec(dockerfile)![1]!)).toEqual(command);
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
    const [program, entry] = withoutOptions(command!);
    expect(program).toBe('node');
    const [, bundle] = /^dist\/bundle\/(.+)\.js$/.exec(entry!)!;
    expect([entry, [`apps/${bundle}/src/main.ts`, `scripts/${bundle}.ts`].some((path) => existsSync(path))]).toEqual([
      entry,
      true,
    ]);
  });

  it.each(apps)(
    'gives %s only settings that its configuration class knows, and each that it needs',
    async (name, { environment, command }) => {
      expect(withoutOptions(command!)[1]).toBe(`dist/bundle/${name}.js`);
      const configuration = await configurationOf(name);
      const known = [PASSWORD_FILE, ...settingsOf(configuration), ...(name === 'identity' ? TOKEN_SETTINGS : [])];
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

  it('refers only to what it defines, and defines nothing that nobody uses', () => {
    const mounted = Object.values(compose.services).flatMap((service) => mountsOf(service).map(({ volume }) => volume));
    expect([...new Set(mounted)].sort()).toEqual(Object.keys(compose.volumes).sort());
    for (const service of Object.values(compose.services))
      for (const needed of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty([needed]);
  });

  // A folder inside a container is that one container's, and gone with it.
  it('keeps what apps write in volumes: each folder of a setting is one, and the same for all that have the setting', () => {
    const folders = apps.flatMap(([name, service]) =>
      Object.entries(service.environment!)
        .filter(([setting]) => setting.endsWith('_DIR') && !TOKEN_SETTINGS.includes(setting))
        .map(([setting, path]) => {
          const mount = mountsOf(service).find(({ target }) => target === path);
          return [name, `${setting} in ${mount?.volume}${mount?.readOnly ? ', read only' : ''}`];
        }),
    );
    expect(folders).toEqual(['consent', 'policy', 'relay', 'audit'].map((name) => [name, 'MARKS_DIR in marks']));
  });

  it('says of each app and of what they stand on when it is healthy, and waits for that', () => {
    const checked = Object.entries(compose.services).filter(([, { healthcheck }]) => healthcheck);
    expect(checked.map(([name]) => name).sort()).toEqual([...apps.map(([name]) => name), 'kafka', 'postgres'].sort());
    for (const { depends_on: needed } of Object.values(compose.services))
      for (const [name, { condition }] of Object.entries(needed ?? {}))
        expect([name, condition]).toEqual([
          name,
          compose.services[name]!.healthcheck ? 'service_healthy' : 'service_completed_successfully',
        ]);
  });

  describe('gives each service the files that it reads', () => {
    const volumes = mkdtempSync(join(tmpdir(), 'compose-'));
    /** Runs what the service `keys` runs, with its mounts as folders here; a volume is a folder of its name. */
    beforeAll(() => {
      const keys = compose.services.keys!;
      const mounts = mountsOf(keys);
      const places = keys.command!.slice(2).map((word) => {
        const [mount] = mounts.filter(({ target }) => word.startsWith('/') && target === word);
        return mount ? join(volumes, mount.volume) : word === '/hand-out' ? join(volumes, 'hand-out') : word;
      });
      const handedOut = mounts.filter(({ target }) => target.startsWith('/hand-out/'));
      mkdirSync(join(volumes, 'hand-out'));
      for (const { volume, target } of handedOut) {
        mkdirSync(join(volumes, volume));
        symlinkSync(join(volumes, volume), join(volumes, target));
      }
      const loader = ['--import', './test/setup/typescript.mjs', 'scripts/secrets.ts'];
      const { status, stderr } = spawnSync(process.execPath, [...loader, ...places], { encoding: 'utf8' });
      expect([stderr, status]).toEqual(['', 0]);
    });
    afterAll(() => rmSync(volumes, { recursive: true }));

    const fileOf = (name: string, path: string): string => {
      const mount = mountsOf(compose.services[name]!).find(({ target }) => path.startsWith(`${target}/`));
      return mount ? join(volumes, mount.volume, path.slice(mount.target.length)) : path;
    };
    const needed = Object.entries(compose.services).flatMap(([name, { environment }]) =>
      Object.entries(environment ?? {})
        .filter(([setting]) => setting.endsWith('_FILE') || setting === PASSWORD_FILE)
        .map(([setting, path]) => [name, setting, String(path)] as const),
    );

    it.each(needed)('%s: %s is %s', (name, _setting, path) => {
      const file = fileOf(name, path);
      expect([path, existsSync(file)]).toEqual([path, true]);
      if (file.startsWith(volumes)) expect(statSync(file).mode & 0o077).toBe(0);
    });

    it('and nobody the whole: only what makes the keys sees all of them', () => {
      const whole = Object.entries(compose.services).filter(([, service]) =>
        mountsOf(service).some(({ volume }) => volume === 'keys'),
      );
      expect(whole.map(([name]) => name)).toEqual(['keys']);
      const sealed = readdirSync(join(volumes, 'keys', 'secrets')).filter((file) => file !== 'stack.json');
      for (const [name, service] of Object.entries(compose.services).filter(([one]) => one !== 'keys')) {
        const read = new Set(needed.filter(([one]) => one === name).map(([, , path]) => basename(path)));
        const own = mountsOf(service).find(({ target }) => target === '/keys');
        const there = own ? readdirSync(join(volumes, own.volume, 'secrets')) : [];
        const unread = there.filter((file) => !read.has(file) && file !== 'system.secret');
        expect([name, unread]).toEqual([name, []]);
      }
      expect(sealed.length).toBeGreaterThan(5);
    });

    it('with the password of the one role that it signs in as', () => {
      for (const [name, { environment }] of Object.entries(compose.services)) {
        const url = environment?.DATABASE_URL;
        if (url === undefined) continue;
        const role = new URL(String(url)).username;
        const [line, ...more] = readFileSync(fileOf(name, String(environment![PASSWORD_FILE])), 'utf8')
          .trim()
          .split('\n');
        expect([name, more]).toEqual([name, []]);
        expect(line).toMatch(new RegExp(`^\\*:\\*:\\*:${role}:[\\w-]{32}$`));
      }
    });
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
    expect(image).toContain('COPY apps/portal/locales apps/portal/locales\n');
  });

  it('is accepted by Docker itself, where its client is here', () => {
    const present = spawnSync('docker', ['compose', 'version']).status === 0;
    const { status } = present ? spawnSync('docker', ['compose', 'config', '--quiet']) : { status: 0 };
    expect(status).toBe(0);
  });
});
