import { generateKeyPairSync } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import { startStandInBroker, type StandInBroker } from '#libs/testing';

/** An issuer with a session of its own at one browser, which outlives every session of the portal. */
export interface RememberingIssuer extends Pick<StandInBroker, 'url' | 'stop'> {
  /** Somebody answers its question: where the browser goes from `asked`. */
  signIn(asked: URL, sub: string): URL;
  /** Its session as it was so many minutes ago. */
  age(minutes: number): void;
  /** What it does of itself with a browser that comes with `asked`: where that goes, or undefined where it asks a person. */
  silently(asked: URL): URL | undefined;
  /** From now on it lets its own session in whatever it is asked. */
  ignorePrompts(): void;
  /** Forgets when it asked, and says nothing of it. */
  tellNoTime(): void;
}

export async function startRememberingIssuer(): Promise<RememberingIssuer> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let known: { sub: string; at: number } | undefined;
  let obeys = true;
  let tells = true;
  const server = await startStandInBroker(({ url, body }, response) => {
    const json = (answer: object): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    const { url: issuer } = server;
    if (url !== '/token') {
      const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` };
      const signs = { id_token_signing_alg_values_supported: ['ES256'] };
      return json({ issuer, ...endpoints, ...signs, end_session_endpoint: `${issuer}/end` });
    }
    const [sub, nonce, at] = new URLSearchParams(body).get('code')!.split('.') as [string, string, string];
    const says = { issuer, subject: sub, audience: 'portal', expiresIn: 600, algorithm: 'ES256' } as const;
    const claims = { nonce, ...(tells ? { auth_time: Number(at) } : {}) };
    const tokens = { access_token: `token-of-${sub}`, token_type: 'bearer', expires_in: 3600 };
    json({ ...tokens, id_token: jsonwebtoken.sign(claims, privateKey, says) });
  });
  const back = ({ searchParams }: URL): URL => {
    const code = `${known!.sub}.${searchParams.get('nonce')!}.${Math.floor(known!.at / 1000)}`;
    const answer = new URLSearchParams({ code, state: searchParams.get('state')! });
    return new URL(`${searchParams.get('redirect_uri')!}?${answer.toString()}`);
  };
  return {
    url: server.url,
    stop: () => server.stop(),
    signIn: (asked, sub) => {
      known = { sub, at: Date.now() };
      return back(asked);
    },
    age: (minutes) => {
      known = { ...known!, at: known!.at - minutes * 60_000 };
    },
    silently: (asked) => {
      const asks = asked.searchParams.get('prompt') === 'login' || asked.searchParams.get('max_age') === '0';
      return known === undefined || (obeys && asks) ? undefined : back(asked);
    },
    ignorePrompts: () => void (obeys = false),
    tellNoTime: () => void (tells = false),
  };
}
