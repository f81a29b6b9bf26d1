import { describe, expect, it } from '@jest/globals';
import { Matches, validateSync } from 'class-validator';
import fc from 'fast-check';
import { IsClaimMap, IsIssuer, IsOrigin, IsUri } from './addresses.js';
import { readConfig } from './read-config.js';
import { SignInConfig } from './sign-in-config.js';

class Settings {
  @IsOrigin()
  origin = 'https://sharing.example.org';

  @IsIssuer()
  issuer = 'https://id.example.org/realms/staff';

  @IsUri()
  uri = 'urn:example:relay';

  @IsClaimMap()
  claims = 'subject=oid,agency=org,roles=groups,assurance=acr';
}

/** The rule that addresses had: any path behind them passed. */
class Loose {
  @Matches(/^https?:\/\/[^\s?#]+$/)
  origin = 'https://sharing.example.org';
}

const wrong = (given: Partial<Settings>): string[] =>
  validateSync(Object.assign(new Settings(), given)).map(({ property }) => property);

describe('settings that cannot be right', () => {
  it.each([
    ['origin', 'https://sharing.example.org/app'],
    ['origin', 'https://sharing.example.org?x=1'],
    ['origin', 'https://sharing.example.org/#top'],
    ['origin', 'https://me:secret@sharing.example.org'],
    ['origin', 'sharing.example.org'],
    ['origin', 'ftp://sharing.example.org'],
    ['origin', 'https://sharing.example.org:99999'],
    ['issuer', 'http://id.example.org'],
    ['issuer', 'https://id.example.org/?tenant=1'],
    ['uri', 'relay'],
    ['uri', 'our relay'],
    ['uri', 'urn:our relay'],
    ['claims', 'subject=oid,subject=sub'],
    ['claims', 'subject'],
    ['claims', 'name=oid'],
  ] as const)('%s: %s', (setting, text) => {
    expect(wrong({ [setting]: text })).toEqual([setting]);
  });

  it.each([
    ['origin', 'http://edge:3000'],
    ['origin', 'http://[::1]:3000'],
    ['origin', 'https://sharing.example.org/'],
    ['issuer', 'http://127.0.0.1:3001'],
    ['uri', 'https://northmere.example/relay'],
    ['claims', 'assurance=acr,subject=oid'],
  ] as const)('but may be: %s %s', (setting, text) => {
    expect(wrong({ [setting]: text })).toEqual([]);
  });

  it('no path that anybody could join stands behind an origin (the old rule let it: seeded fault)', () => {
    const path = fc.stringMatching(/^\/[a-z\d._~-]{1,8}(\/[a-z\d]{0,4})?$/);
    fc.assert(
      fc.property(path, (behind) => {
        const origin = `https://sharing.example.org${behind}`;
        expect(wrong({ origin })).toEqual(new URL(origin).pathname === '/' && behind === '/' ? [] : ['origin']);
        expect(validateSync(Object.assign(new Loose(), { origin }))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it.each(['RESIDENT', 'STAFF'])('assurance of %s asks for the claim that says it', (who) => {
    const given = {
      PORT: '0',
      ...{ OIDC_ISSUER_RESIDENT: 'https://id.example', OIDC_ISSUER_STAFF: 'https://id.example' },
      [`OIDC_ASSURANCE_${who}`]: 'aal2',
    };
    expect(() => readConfig(SignInConfig, given)).toThrow(`OIDC_ASSURANCE_${who} needs assurance=…`);
    const claims = `OIDC_CLAIMS_${who}`;
    expect(() => readConfig(SignInConfig, { ...given, [claims]: 'subject=oid' })).toThrow('needs assurance=…');
    expect(() => readConfig(SignInConfig, { ...given, [claims]: 'subject=oid,assurance=acr' })).not.toThrow();
  });
});
