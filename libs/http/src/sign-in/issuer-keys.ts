import { UnavailableError } from '../problem/problem-error.js';
import { fetchJson } from './fetch-json.js';
import { readKeySet, type SigningKey } from './signing-keys.js';

/** Keys older than this are refreshed in the background. */
const REFRESH_AFTER_MS = 5 * 60_000;
/** Keys older than this are not trusted any more: an issuer that withdrew a key is heeded within the hour even if unreachable. */
const TRUST_FOR_MS = 60 * 60_000;
/** An unknown key id fetches at once, but never more often than this, so that forged ids cannot drive us (RFC 8725). */
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

type FetchDocument = (url: string) => Promise<Record<string, unknown>>;

/**
 * One issuer's verification keys: found by discovery, fetched again for an unknown key id with back-off, one fetch at a
 * time. When the issuer cannot be reached and the answer depends on it, `find` throws UnavailableError: never a guess.
 */
export class IssuerKeys {
  private keys: ReadonlyMap<string, SigningKey> = new Map();
  private loadedAt = Number.NEGATIVE_INFINITY;
  private notBefore = Number.NEGATIVE_INFINITY;
  private pause = SHORTEST_PAUSE_MS;
  private lastFailed = false;
  private loading: Promise<void> | null = null;

  constructor(
    readonly issuer: string,
    private readonly fetchDocument: FetchDocument = fetchJson,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** The key with this id, or the only key when the token names none; undefined when the issuer has no such key. */
  async find(kid: string | undefined): Promise<SigningKey | undefined> {
    const age = this.clock() - this.loadedAt;
    const known = age < TRUST_FOR_MS ? this.pick(kid) : undefined;
    if (known) {
      if (age > REFRESH_AFTER_MS && this.clock() >= this.notBefore) this.load().catch(() => undefined);
      return known;
    }
    if (this.loading === null && this.clock() < this.notBefore) {
      if (this.lastFailed || age >= TRUST_FOR_MS) throw this.unavailable();
      return undefined;
    }
    await this.load();
    return this.pick(kid);
  }

  private pick(kid: string | undefined): SigningKey | undefined {
    if (kid !== undefined) return this.keys.get(kid);
    return this.keys.size === 1 ? [...this.keys.values()][0] : undefined;
  }

  private load(): Promise<void> {
    this.loading ??= this.fetchKeys().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  private async fetchKeys(): Promise<void> {
    try {
      const discovery = await this.fetchDocument(`${this.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
      const address = discovery['jwks_uri'];
      // OIDC Discovery 4.3: the document's issuer must be the one that was asked for.
      if (discovery['issuer'] !== this.issuer || typeof address !== 'string' || !isSafe(address))
        throw this.unavailable();
      this.keys = readKeySet(await this.fetchDocument(address));
      this.loadedAt = this.clock();
      this.lastFailed = false;
      this.pause = SHORTEST_PAUSE_MS;
    } catch (error) {
      this.lastFailed = true;
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MS);
      throw error;
    } finally {
      this.notBefore = this.clock() + this.pause;
    }
  }

  private unavailable(): UnavailableError {
    return new UnavailableError(
      'the sign-in service',
      Math.max(1, Math.ceil((this.notBefore - this.clock()) / 1000)) || 1,
    );
  }
}

/** Keys come over TLS, or from this very machine. */
function isSafe(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) return false;
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
  );
}
