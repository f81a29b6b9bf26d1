import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { ApiProblem } from '../api/api-problem.js';
import { PortalConfig } from '../config.js';
import type { PendingSignIn, SignInKind, Tokens } from '../session/session.js';

const RETURN_PATH = '/sign-in/return';
const ONE_HOUR_SECONDS = 3600;
const LONGEST_NAME = 100;

/**
 * The places that say who somebody is: OpenID Connect with code and PKCE (RFC 7636), state and nonce. One for residents, one
 * for staff; in development they are the same.
 */
@Injectable()
export class Issuers {
  private readonly known = new Map<string, Promise<oidc.Configuration>>();
  private readonly secret: string;

  constructor(private readonly config: PortalConfig) {
    this.secret = readFileSync(config.CLIENT_SECRET_FILE, 'utf8').trim();
  }

  /** Where to send the browser, and what must come back. */
  async begin(kind: SignInKind, to: string): Promise<{ url: URL; pending: PendingSignIn }> {
    const verifier = oidc.randomPKCECodeVerifier();
    const pending = { to, kind, verifier, state: oidc.randomState(), nonce: oidc.randomNonce() };
    const url = oidc.buildAuthorizationUrl(await this.of(kind), {
      redirect_uri: `${this.config.origin}${RETURN_PATH}`,
      scope: kind === 'staff' ? 'openid profile' : 'openid',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // Who may be chosen on the development issuer's page; others ignore it.
      audience_kind: kind,
    });
    return { url, pending };
  }

  /** @throws when what came back does not belong to what was begun */
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
    const { sub, name } = answer.claims()!;
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

  /** Where the issuer ends its own session (OpenID Connect RP-Initiated Logout 1.0); undefined where it cannot. */
  async ending(kind: SignInKind, tokens: Tokens): Promise<URL | undefined> {
    const issuer = await this.of(kind);
    if (!issuer.serverMetadata().end_session_endpoint) return undefined;
    return oidc.buildEndSessionUrl(issuer, {
      id_token_hint: tokens.id,
      post_logout_redirect_uri: `${this.config.origin}/signed-out`,
    });
  }

  private of(kind: SignInKind): Promise<oidc.Configuration> {
    const address = kind === 'resident' ? this.config.OIDC_ISSUER_RESIDENT : this.config.OIDC_ISSUER_STAFF;
    const known = this.known.get(address);
    if (known) return known;
    const found = this.discover(address);
    this.known.set(address, found);
    found.catch(() => this.known.delete(address));
    return found;
  }

  private async discover(address: string): Promise<oidc.Configuration> {
    try {
      return await oidc.discovery(new URL(address), this.config.CLIENT_ID, this.secret, undefined, {
        // Only a loopback address goes without TLS: the development issuer.
        execute: new URL(address).hostname === '127.0.0.1' ? [oidc.allowInsecureRequests] : [],
      });
    } catch (error) {
      throw away(error);
    }
  }
}

const away = (cause: unknown): ApiProblem => new ApiProblem(503, 'unavailable', {}, undefined, { cause });

function tokensOf(answer: oidc.TokenEndpointResponse, id = ''): Tokens {
  return {
    access: answer.access_token,
    refresh: answer.refresh_token,
    id: answer.id_token ?? id,
    expiresAt: Date.now() + (answer.expires_in ?? ONE_HOUR_SECONDS) * 1000,
  };
}
