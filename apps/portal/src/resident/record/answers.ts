import type { LogLine } from '../../api/log-line.js';

/** What the broker's APIs answer a resident, as far as pages use it. In the reach of a directive, null means all. */
export interface Reach {
  readonly sources: readonly string[] | null;
  readonly recipients: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly purposes: readonly string[] | null;
  readonly agreement: string | null;
}

/** Something that the resident said (consent). */
export interface Directive extends Reach {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  /** When it was said first: kept through its changes, and by what ends it. */
  readonly startsAt: string;
  readonly expiresAt: string | null;
  readonly channel: string;
  /** When this version of it was written: of a withdrawn one, when it was stopped. */
  readonly recordedAt: string;
  /** When it came to count no more: something newer replaced it, or it was taken back or declined. */
  readonly supersededAt: string | null;
}

export interface OwnParty {
  readonly source: string;
  readonly recipient: string;
  readonly right: string;
}

/** An agreement that touches the resident (policy). */
export interface OwnAgreement {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly mode: string;
  /** They may say yes or no to it. False: shared without asking. */
  readonly offered: boolean;
  readonly parties: readonly OwnParty[];
  readonly categories: readonly string[];
  readonly recipientRoles: readonly string[];
  readonly systemRoles: boolean;
  readonly longestMonths: number | null;
  readonly longestDays: number | null;
  readonly right: string;
}

export interface OwnAgreements {
  readonly asOf: string;
  readonly agencies: readonly { readonly code: string; readonly name: string }[];
  readonly items: readonly OwnAgreement[];
}

/** What the decision point answers now about one category on its way from one agency to another (policy). */
export interface SharingAnswer {
  readonly source: string;
  readonly recipient: string;
  readonly category: string;
  readonly shared: boolean;
  /** Shared, or to be had, on nothing but somebody's own word there that they care for the resident. */
  readonly byOwnWord: boolean;
  /** Why not; null exactly where it is shared. */
  readonly reason: string | null;
}

export interface SharedAgreement extends OwnAgreement {
  readonly standing: 'in-force' | 'suspended' | 'not-yet' | 'ended';
  /** In force, and theirs to answer or shared by those who work with them; false: only what they said is about it. */
  readonly touches: boolean;
  readonly answers: readonly SharingAnswer[];
}

/** What is shared about the resident, as the rules decide it at `asOf`. */
export interface OwnSharing {
  readonly asOf: string;
  readonly items: readonly SharedAgreement[];
}

/** A line of the resident's own history (audit): agency and role, never a person. */
export type HistoryLine = LogLine;

/** Something that was opened before it was stopped, and what its agency says (relay). */
export interface Recall {
  readonly agency: string;
  readonly cause: string;
  readonly category: string;
  readonly openedAt: string | null;
  readonly raisedAt: string;
  readonly answers: readonly RecallAnswer[];
}

export interface RecallAnswer {
  /** '' for the agency itself, else the code of who works for it. */
  readonly processor: string;
  readonly answer: 'received' | 'deleted' | 'kept';
  readonly reason: string | null;
  readonly keptUntil: string | null;
  readonly answeredAt: string;
  /** Whether it holds now; else it is what was said before. */
  readonly counts: boolean;
}
