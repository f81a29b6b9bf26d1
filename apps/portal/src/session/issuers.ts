import { readSettingFile } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { ApiProblem } from '#libs/client';
import { PortalConfig } from '../config.js';
import type { PendingSignIn, SignInKind, Tokens } from './session.js';

const RETURN_PATH = '/sign-in/return';
const ONE_HOUR_SECONDS = 3600;
/** How far an issuer's clock may lag behind ours. */
const CLOCK_SKEW_MS = 10_000;
/** Whoever signs out waits no longer for an issuer than this, in seconds. */
const ENDING_WITHIN = 2;

/** The issuer let somebody in for having signed in before, without asking who they are. */
export class SilentSignIn extends Error {
  override readonly name = 'SilentSignIn';

  constructor() {
    super('the issuer did not ask who it is (auth_time is missing, or from before)');
  }
}
const LONGEST_NAME = 100;

/**
 * The places that say who somebody is: OpenID Connect with code and PKCE (RFC 7636), state and nonce. One for residents, one
 * for staff; in development they are the same.
 *
 * However a session here ended, the issuer's own may live on, at a browser that somebody else may hold by now. So no sign-in
 * is silent: each asks the issuer to ask again (OpenID Connect Core 3.1.2.1, `prompt` and `max_age`), and checks that it did.
 */
@Injectable()
export class Issuers {
  private readonly known = new Map<string, Promise<oidc.Configuration>>();
  private readonly secret: string;

  constructor(private readonly config: PortalConfig) {
    this.secret = readSettingFile('CLIENT_SECRET_FILE', config.CLIENT_SECRET_FILE).trim();
  }

  /** Where to send the browser, and what must come back. */
  async begin(kind: SignInKind, to: string): Promise<{ url: URL; pending: PendingSignIn }> {
    const verifier = oidc.randomPKCECodeVerifier();
    const secrets = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce() };
    const pending = { to, kind, ...secrets, begunAt: Date.now() };
    const url = oidc.buildAuthorizationUrl(await this.of(kind), {
      redirect_uri: `${this.config.origin}${RETURN_PATH}`,
      scope: kind === 'staff' ? 'openid profile' : 'openid',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      prompt: 'login',
      // Says the same again, and makes `auth_time` a must in the answer.
      max_age: '0',
      // Who may be chosen on the development issuer's page; others ignore it.
      audience_kind: kind,
    });
    return { url, pending };
  }

  /** @throws when what came back does not belong to what was begun; SilentSignIn when the issuer asked nobody anything */
  async finish(
    pending: PendingSignIn,
    query: string,
  ): Promise<{ tokens: Tokens; sub: string; name: string | undefined }> {
    const answer = await oidc.authorizationCodeGrant(
      await this.of(pending.kind),
      new URL(`${RETURN_PATH}${query}`, this.config.origin),
      {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      },
    );
    const { sub, name, auth_time: askedAt } = answer.claims()!;
    if (typeof askedAt !== 'number' || askedAt * 1000 < startOfSecond(pending.begunAt) - CLOCK_SKEW_MS)
      throw new SilentSignIn();
    return { tokens: tokensOf(answer), sub, name: typeof name === 'string' ? name.slice(0, LONGEST_NAME) : undefined };
  }

  /**
   * New tokens for old; undefined when the issuer gives no more: the person signs in again.
   * @throws ApiProblem 503 when the issuer cannot be asked
   */
  async renew(kind: SignInKind, { refresh, id }: Tokens): Promise<Tokens | undefined> {
    if (refresh === undefined) return undefined;
    try {
      const answer = await oidc.refreshTokenGrant(await this.of(kind), refresh);
      return tokensOf(answer, id);
    } catch (error) {
      if (error instanceof oidc.ResponseBodyError) return undefined;
      throw away(error);
    }
  }

  /**
   * Where the issuer ends its own session (OpenID Connect RP-Initiated Logout 1.0); undefined where it cannot.
   * @throws ApiProblem 503 when it is away now: nobody is sent to a page that does not answer
   */
  async ending(kind: SignInKind, tokens: Tokens): Promise<URL | undefined> {
    const issuer = await this.discover(this.address(kind), ENDING_WITHIN);
    if (!issuer.serverMetadata().end_session_endpoint) return undefined;
    return oidc.buildEndSessionUrl(issuer, {
      id_token_hint: tokens.id,
      post_logout_redirect_uri: `${this.config.origin}/signed-out`,
    });
  }

  private of(kind: SignInKind): Promise<oidc.Configuration> {
    const address = this.address(kind);
    const known = this.known.get(address);
    if (known) return known;
    const found = this.discover(address);
    this.known.set(address, found);
    found.catch(() => this.known.delete(address));
    return found;
  }

  private address(kind: SignInKind): string {
    return kind === 'resident' ? this.config.OIDC_ISSUER_RESIDENT : this.config.OIDC_ISSUER_STAFF;
  }

  private async discover(address: string, withinSeconds = 30): Promise<oidc.Configuration> {
    try {
      return await oidc.discovery(new URL(address), this.config.CLIENT_ID, this.secret, undefined, {
        timeout: withinSeconds,
        // Only a loopback address goes without TLS: the development issuer.
        execute: new URL(address).hostname === '127.0.0.1' ? [oidc.allowInsecureRequests] : [],
      });
    } catch (error) {
      throw away(error);
    }
  }
}

const away = (cause: unknown): ApiProblem => new ApiProblem(503, 'unavailable', {}, undefined, { cause });

/** Issuers tell whole seconds. */
const startOfSecond = (at: number): number => Math.floor(at / 1000) * 1000;

function tokensOf(answer: oidc.TokenEndpointResponse, id = ''): Tokens {
  return {
    access: answer.access_token,
    refresh: answer.refresh_token,
    id: answer.id_token ?? id,
    expiresAt: Date.now() + (answer.expires_in ?? ONE_HOUR_SECONDS) * 1000,
  };
}
