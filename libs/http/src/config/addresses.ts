import { ValidateBy } from 'class-validator';

/** https anywhere; http only on loopback, for development issuers and tests. */
const ISSUER = /^(https:\/\/[^\s?#]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/[^\s?#]*)?)$/;
const CLAIM = /^(subject|agency|roles|assurance)=[^,=\s]+$/;

const rule = (name: string, words: string, holds: (text: string) => boolean): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value === 'string' && holds(value),
      defaultMessage: (given) => `${given?.property} must be ${words}`,
    },
  });

/** Scheme, host and port: what stands behind them is dropped by whoever joins a path to it, or sends people elsewhere. */
export const IsOrigin = (): PropertyDecorator =>
  rule('origin', 'an address of scheme, host and port alone, such as https://sharing.example.org', isOrigin);

/** Who signs people in, exactly as in the tokens' `iss`: the same for every app, so that none trusts what another refuses. */
export const IsIssuer = (): PropertyDecorator =>
  rule('issuer', 'https, or http on this machine alone', (text) => ISSUER.test(text) && URL.canParse(text));

/** An absolute URI, as in the `source` of a CloudEvent (a URI reference there, and of no place if it is not absolute). */
export const IsUri = (): PropertyDecorator =>
  rule('uri', 'a URI, such as urn:example:relay', (text) => /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(text));

/** `subject=oid,agency=org`, each at most once: of two, either would be taken silently. */
export const IsClaimMap = (): PropertyDecorator =>
  rule('claimMap', 'like subject=oid,agency=org,roles=groups,assurance=acr, each at most once', (text) => {
    const parts = text.split(',');
    const names = parts.map((part) => part.split('=')[0]);
    return parts.every((part) => CLAIM.test(part)) && new Set(names).size === names.length;
  });

/** Values of a claim are compared only where the claim map names it. */
export const NeedsAssuranceIn = (map: string): PropertyDecorator =>
  ValidateBy({
    name: 'assuranceMapped',
    validator: {
      validate: (_value, given) => {
        const claims: unknown = given && Reflect.get(given.object, map);
        return typeof claims === 'string' && /(^|,)assurance=/.test(claims);
      },
      defaultMessage: (given) => `${given?.property} needs assurance=… in ${map}`,
    },
  });

function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[^\s/?#@]+\/?$/i.test(text) || !URL.canParse(text)) return false;
  const { hostname, pathname } = new URL(text);
  return hostname !== '' && pathname === '/';
}
