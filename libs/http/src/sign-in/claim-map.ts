/** Which claims of an issuer's tokens say what. */
export interface ClaimMap {
  readonly subject: string;
  readonly agency?: string;
  readonly roles?: string;
  readonly assurance?: string;
}

/** Parses `subject=oid,agency=org`; the configuration class has checked its form. */
export function parseClaimMap(text: string | undefined): ClaimMap {
  const pairs = (text ?? '').split(',').filter((pair) => pair !== '');
  const named = Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string]));
  return { subject: 'sub', ...named };
}

/** What a verified token says, after mapping. Agency and roles can only narrow what the directory holds. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly agency?: string;
  readonly roles?: readonly string[];
  readonly assurance?: string;
}

/** Without control characters: PostgreSQL holds no NUL, and nobody is registered under one. */
const SUBJECT = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

/** Null when a mapped claim is there in a form that says nothing (an object, an empty subject). */
export function readClaims(issuer: string, payload: Readonly<Record<string, unknown>>, map: ClaimMap): Claims | null {
  const subject = payload[map.subject];
  if (typeof subject !== 'string' || !SUBJECT.test(subject)) return null;
  const agency = map.agency === undefined ? undefined : payload[map.agency];
  if (agency !== undefined && typeof agency !== 'string') return null;
  const roles = map.roles === undefined ? undefined : asList(payload[map.roles]);
  if (roles === null) return null;
  const assurance = map.assurance === undefined ? undefined : payload[map.assurance];
  if (assurance !== undefined && typeof assurance !== 'string') return null;
  return {
    issuer,
    subject,
    ...(agency === undefined ? {} : { agency }),
    ...(roles === undefined ? {} : { roles }),
    ...(assurance === undefined ? {} : { assurance }),
  };
}

function asList(value: unknown): readonly string[] | undefined | null {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value.split(' ').filter((role) => role !== '');
  return Array.isArray(value) && value.every((role) => typeof role === 'string') ? value : null;
}
