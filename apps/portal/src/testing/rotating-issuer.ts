import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';

/** An issuer of nothing but renewals: each refresh token counts once, and one that comes twice ends them all. */
export interface RotatingIssuer extends Pick<StandInBroker, 'url' | 'stop'> {
  /** How many refresh tokens came, good ones or not. */
  renewals(): number;
  /** Answers no more until called again. */
  toggle(): void;
}

export async function startRotatingIssuer(first: string): Promise<RotatingIssuer> {
  let good: string | undefined = first;
  let renewals = 0;
  let away = false;
  const server = await startStandInBroker(({ url, body }, response) => {
    if (away) return sendProblem(response, 503, 'unavailable');
    const json = (status: number, answer: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    if (url !== '/token') return json(200, { issuer: server.url, token_endpoint: `${server.url}/token` });
    renewals += 1;
    const known = new URLSearchParams(body).get('refresh_token') === good;
    good = known ? `refresh-${renewals}` : undefined;
    if (!known) return json(400, { error: 'invalid_grant' });
    json(200, { access_token: `access-${renewals}`, token_type: 'bearer', refresh_token: good, expires_in: 3600 });
  });
  return { url: server.url, stop: () => server.stop(), renewals: () => renewals, toggle: () => void (away = !away) };
}
