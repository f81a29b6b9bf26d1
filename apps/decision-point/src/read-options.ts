import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { readSettingFile } from '#libs/sealing';

export const ENGINES = ['compiled', 'official'] as const;

/** How the decision point is to be run. */
export interface ServeOptions {
  /** Folder with `*.cedar`, one `*.cedarschema` and perhaps `entities.json`. */
  readonly bundle: string;
  readonly port: number;
  readonly host: string;
  /** What callers must show as a bearer token; undefined leaves the questions open to whoever reaches the port. */
  readonly token: string | undefined;
  readonly engine: (typeof ENGINES)[number];
}

export const HELP = `npm run policy:serve -- --bundle DIR --port N — a decision point over any Cedar bundle

  Speaks AuthZEN 1.0 (evaluation, evaluations, searches, metadata). DIR holds *.cedar, one *.cedarschema, and
  entities.json where there are entities. A subject's and a resource's type and id are a Cedar entity's; properties
  that are sent override stored attributes; an action's properties stand in context.action; what the schema does not
  declare is dropped. Whatever errs is denied.

  --bundle DIR     the bundle
  --port N         the port; 0 takes a free one (8080)
  --host ADDRESS   where to listen (127.0.0.1); another than this machine's own needs --token
  --token FILE     a file with the bearer token that callers must show
  --engine NAME    compiled (the one used if none is named) or official, Cedar's own, much slower
  --help           this text
`;

const OPTIONS = {
  bundle: { type: 'string' },
  port: { type: 'string', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
  token: { type: 'string' },
  engine: { type: 'string', default: 'compiled' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Undefined when help is asked for. @throws Error in words that the caller can act on */
export function readOptions(args: readonly string[]): ServeOptions | undefined {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) return undefined;
  const { bundle, port, host, engine } = values;
  if (bundle === undefined) throw new Error('--bundle DIR is needed; --help shows the options.');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`--port ${port} is not a port.`);
  if (!ENGINES.includes(engine as never)) throw new Error(`--engine is one of ${ENGINES.join(', ')}, not ${engine}.`);
  const token = values.token === undefined ? undefined : readToken(values.token);
  if (token === undefined && !isLoopback(host)) {
    throw new Error(`--host ${host} can be reached from elsewhere, so callers must show a token: add --token FILE.`);
  }
  return { bundle, port: Number(port), host, token, engine: engine as ServeOptions['engine'] };
}

function readToken(file: string): string {
  const token = readSettingFile('--token', file).trim();
  if (!/^[\x21-\x7e]{16,}$/.test(token)) throw new Error(`${file} must hold one token of 16 characters or more.`);
  return token;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
