/** The bearer token of the agency's system. */
export abstract class AccessToken {
  abstract bearer(): Promise<string>;
  /** The broker did not take it: the next `bearer` asks for a new one. */
  abstract forget(): void;
}

export interface ClientCredentialsOptions {
  /** The issuer's token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const SPARE_MS = 60_000;
const WITHIN_MS = 10_000;

/** OAuth 2.0 client credentials (RFC 6749 4.4), with the secret in the Authorization header (2.3.1). */
export class ClientCredentials extends AccessToken {
  private held: { token: string; until: number } | undefined;
  private asking: Promise<string> | undefined;

  constructor(private readonly options: ClientCredentialsOptions) {
    super();
  }

  bearer(): Promise<string> {
    if (this.held && Date.now() < this.held.until) return Promise.resolve(this.held.token);
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  forget(): void {
    this.held = undefined;
  }

  private async ask(): Promise<string> {
    const { tokenUrl, clientId, clientSecret } = this.options;
    const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
    const body = (await answer.json().catch(() => ({}))) as { access_token?: unknown; expires_in?: unknown };
    if (!answer.ok || typeof body.access_token !== 'string') {
      throw new Error(`the issuer gave no token (${answer.status})`);
    }
    const seconds = typeof body.expires_in === 'number' ? body.expires_in : 0;
    this.held = { token: body.access_token, until: Date.now() + seconds * 1000 - SPARE_MS };
    return body.access_token;
  }
}
