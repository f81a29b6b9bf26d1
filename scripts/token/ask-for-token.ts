import { CLI_CLIENT, PERSON_GRANT } from '../../apps/identity/src/issuer/cli-grant.js';
import type { Directory } from '../../apps/identity/src/people/directory.js';
import { systemSecret } from '../../apps/identity/src/people/system-secret.js';

export interface Asking {
  /** The development issuer's address. */
  readonly issuer: string;
  readonly directory: Directory;
  /** What the systems' client secrets are derived from. */
  readonly stackSecret: string;
}

/** Asks the development issuer: a person by the command line's own grant, a system with its client credentials. */
export async function askForToken(key: string, { issuer, directory, stackSecret }: Asking): Promise<string> {
  const person = directory.find(key);
  if (!person) throw new Error(`There is no "${key}" in the demo town; npm run -s token -- --list shows who is.`);
  const form =
    person.kind === 'system'
      ? { grant_type: 'client_credentials', client_id: key, client_secret: systemSecret(stackSecret, key) }
      : { grant_type: PERSON_GRANT, client_id: CLI_CLIENT, person: key };
  const answer = await post(`${issuer}/token`, form);
  const body = (await answer.json().catch(() => ({}))) as { access_token?: string; error_description?: string };
  if (!body.access_token)
    throw new Error(`The issuer gave no token (${answer.status}): ${body.error_description ?? 'no reason given'}`);
  return body.access_token;
}

async function post(url: string, form: Record<string, string>): Promise<Response> {
  const signal = AbortSignal.timeout(10_000);
  try {
    return await fetch(url, { method: 'POST', body: new URLSearchParams(form), signal });
  } catch (error) {
    throw new Error(`Nothing answers at ${url}: is the stack still running?`, { cause: error });
  }
}
