/** For whom a page is. `anyone` needs no sign-in. */
export type Audience = 'resident' | 'practitioner' | 'officer';

/** Residents and staff sign in at issuers of their own. */
export type SignInKind = 'resident' | 'staff';

export const signInKindOf = (audience: Audience): SignInKind => (audience === 'resident' ? 'resident' : 'staff');

export interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Who signed in, as the broker knows them. */
export interface Person {
  readonly audience: Audience;
  /** The issuer's subject. */
  readonly sub: string;
  /** Principal id, agency and roles of staff. */
  readonly id?: string;
  readonly agency?: string;
  readonly roles?: readonly string[];
  /** Of staff: as their issuer names them, and their agency's name. On a shared computer they see whose session it is. */
  readonly name?: string;
  readonly agencyName?: string;
}

export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A sign-in that has begun: what has to come back from the issuer, and where the person was going. */
export interface PendingSignIn {
  readonly to: string;
  readonly kind: SignInKind;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Milliseconds since 1970: whoever proves who they are does so after this. */
  readonly begunAt: number;
}

export interface ParkedForm {
  readonly path: string;
  readonly fields: Fields;
  readonly sub?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What stands in a session. Sealed at rest; nothing of it is a record of anybody's care but what they typed themselves. */
export interface SessionContent {
  /** Key of this session's form tokens. */
  readonly formKey: string;
  readonly language?: string;
  readonly person?: Person;
  readonly tokens?: Tokens;
  readonly pending?: PendingSignIn;
  /** A form that was sent when nobody was signed in any more: shown again, filled in, to the same person. */
  readonly parked?: ParkedForm;
  /** What a form did, until the page that it led to has told it. */
  readonly told?: { readonly path: string; readonly text: string };
  /** Answers of journeys of several pages, by journey. */
  readonly answers?: Readonly<Record<string, Fields>>;
}

export interface Session {
  /** The cookie's value. Whoever holds it is this session. */
  readonly id: string;
  readonly content: SessionContent;
  /** False when 30 minutes passed unused or 12 hours in all: its person is nobody then. */
  readonly live: boolean;
  /** When that will be, if nothing more is asked for. */
  readonly endsAt: Date;
}

export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 12;
/** What is kept of somebody who is not signed in: what they typed before, where they were going, a language. */
export const KEPT_MINUTES = 60;
/** Longer than the longest form that a person fills in, a policy's draft; whatever is longer is not kept. */
export const LONGEST_PARKED = 65_536;
