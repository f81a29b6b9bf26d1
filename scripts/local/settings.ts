import { join, resolve } from 'node:path';
import { isBrowserPort } from '#libs/domain';
import { choiceOf, SettingError } from './choice.js';
import { APPS, Layout, PROJECT_ROOT } from './layout.js';

const HIGHEST_BASE = 65_535 - 92;

/** What a person may set for the local stack; read once, here. */
export interface StackSettings {
  readonly layout: Layout;
  readonly demo: boolean;
  readonly databaseUrl: string | undefined;
  readonly kafkaBrokers: string | undefined;
  /** The restart-proof store (ADR 22). */
  readonly marksFolder: string;
  /** Start a Kafka broker of our own and relay through it. */
  readonly ownKafka: boolean;
}

const MODES = ['development', 'test', 'production'] as const;

export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): StackSettings {
  const unknown = args.find((arg) => !['--kafka', '--help', '-h'].includes(arg));
  if (unknown) throw new SettingError(`Unknown option ${unknown}; --help lists what there is.`);
  const ownKafka = args.includes('--kafka');
  const kafkaBrokers = env.KAFKA_BROKERS || undefined;
  if (ownKafka && kafkaBrokers)
    throw new SettingError('KAFKA_BROKERS names a broker of yours: use npm start, or leave KAFKA_BROKERS out.');
  requireIssuers(env);
  const layout = layoutFrom(env);
  return {
    layout,
    marksFolder: env.MARKS_DIR ? resolve(env.MARKS_DIR) : layout.path('marks'),
    demo: choiceOf('DEMO', env.DEMO?.toLowerCase(), ['on', 'off']) === 'on',
    databaseUrl: databaseUrlFrom(env.DATABASE_URL),
    kafkaBrokers,
    ownKafka,
  };
}

/** What has no default in production. */
export const PRODUCTION_NEEDS = ['OIDC_ISSUER_RESIDENT', 'OIDC_ISSUER_STAFF', 'CLIENT_SECRET_FILE'] as const;

/** In production nobody signs in through the development issuer, so somebody else must be named before anything begins. */
function requireIssuers(env: NodeJS.ProcessEnv): void {
  if (choiceOf('NODE_ENV', env.NODE_ENV, MODES) !== 'production') return;
  const missing = PRODUCTION_NEEDS.filter((name) => !env[name]);
  if (missing.length > 0)
    throw new SettingError(
      `NODE_ENV=production has no development sign-in: set ${missing.join(', ')} (README.md, "Run it"), or leave NODE_ENV out.`,
    );
}

export function layoutFrom(env: NodeJS.ProcessEnv): Layout {
  const base = Number(env.PORT_BASE || 3000);
  if (!Number.isInteger(base) || base < 1024 || base > HIGHEST_BASE)
    throw new SettingError(`PORT_BASE must be a whole number from 1024 to ${HIGHEST_BASE}.`);
  const layout = new Layout(env.DATA_DIR ? resolve(env.DATA_DIR) : join(PROJECT_ROOT, '.data'), base);
  const unreachable = APPS.find((app) => !isBrowserPort(layout.port(app)));
  if (unreachable)
    throw new SettingError(
      `With PORT_BASE=${base} the port of ${unreachable} is ${layout.port(unreachable)}, which browsers refuse to open; take another PORT_BASE.`,
    );
  return layout;
}

function databaseUrlFrom(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The value may hold a password: it is never repeated.
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2)
    throw new SettingError('DATABASE_URL must look like postgres://name:password@host:port/database.');
  return text;
}
