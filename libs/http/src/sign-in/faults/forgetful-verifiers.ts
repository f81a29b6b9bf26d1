import type { KeyObject } from 'node:crypto';
import { IssuerKeys } from '../issuer-keys.js';
import type { SigningKey } from '../signing-keys.js';
import { TokenSignatures } from '../token-signatures.js';
import { TokenVerifier } from '../token-verifier.js';
import type { TrustedIssuer } from '../trusted-issuers.js';

/** Remembers that a token was valid, so that it outlives its end. */
export class LastingTokens extends TokenVerifier {
  private readonly valid = new Set<string>();

  protected override requireValid(payload: Readonly<Record<string, unknown>>, trusted: TrustedIssuer): void {
    const known = JSON.stringify(payload);
    if (this.valid.has(known)) return;
    super.requireValid(payload, trusted);
    this.valid.add(known);
  }
}

/** Looks a key up once: one that its issuer withdrew goes on counting, and nothing fetches the set again. */
export class KeysFoundOnce extends IssuerKeys {
  private readonly found = new Map<string | undefined, SigningKey>();

  override async find(kid: string | undefined): Promise<SigningKey | undefined> {
    const key = this.found.get(kid) ?? (await super.find(kid));
    if (key) this.found.set(kid, key);
    return key;
  }
}

/** A token that any key ever made counts under the key that has its id now. */
export class ProvedByAnyKey extends TokenSignatures {
  protected override isProved(by: KeyObject | undefined): boolean {
    return by !== undefined;
  }
}
