import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { blocksOf } from '../structure/documents.js';

/** Documents whose commands somebody pastes while `npm start` runs. */
export const PASTED = ['README.md', 'docs/joining.md'];

/** The shell blocks of a document in their order, but the two commands themselves. */
export const commandsOf = (document: string): string =>
  blocksOf(readFileSync(document, 'utf8'))
    .filter(({ language, text }) => language === 'sh' && !/^npm (start|test)/m.test(text))
    .map(({ text }) => text)
    .join('\n');

/** A refused call ends the shell, as it would end a person's patience. */
const STRICT = `set -euo pipefail
curl() { command curl --fail-with-body "$@"; }
`;

/** Runs them in one shell, as they stand but for the ports. Answers with the exit code and all that was printed. */
export async function paste(
  document: string,
  portOf: (port: string) => string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const text = commandsOf(document).replaceAll(/(?<=127\.0\.0\.1:)\d{4}/g, portOf);
  const child = spawn('bash', ['-c', STRICT + text], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
