import type { DirectiveReach } from '#libs/domain';
import type { Fields } from '../../session/session.js';
import { ticked, typed } from '../../shell/typed.js';
import { categoriesOf, type KnownSharing, recipientsOf } from './known-sharing.js';

/**
 * What a resident told a practitioner, as far as the journey has come. Stopping is never more work than granting: nothing is
 * proved and nobody else is asked (domain 1.15).
 */
export interface Told {
  readonly what: What | undefined;
  /** Of a stop or a narrowing: which of the things that they agreed to, and the version that the practitioner saw. */
  readonly directive: string;
  readonly version: string;
  /** What that was about when it was chosen, to find again what stands of it; null until then. */
  readonly reach: DirectiveReach | null;
  /** Of a no in advance. */
  readonly agreement: string;
  /** What is to end: categories of a narrowing, recipients of a no. */
  readonly parts: readonly string[];
  readonly channel: string;
}

export const NOTHING_TOLD: Told = {
  ...{ what: undefined, directive: '', version: '', reach: null },
  ...{ agreement: '', parts: [], channel: '' },
};

export const WHATS = ['stop', 'narrow', 'refuse', 'all'] as const;
export type What = (typeof WHATS)[number];
export const CHANNELS = ['in-person', 'phone', 'letter'] as const;

const VERSION = /^[1-9]\d{0,8}$/;

/**
 * What they agreed to stays chosen also where it is not in force any more: it was told, and how it is by now is said at the end.
 * Whose it is, the API compares when it is stopped. A no is to what can be stopped now.
 */
export function toldIn(fields: Fields, sharing: KnownSharing): Told {
  const what = WHATS.find((one) => one === typed(fields, 'what'));
  const version = typed(fields, 'version');
  const seen = VERSION.test(version)
    ? { directive: typed(fields, 'directive'), version, reach: reachIn(typed(fields, 'reach')) }
    : {};
  const to = sharing.stoppable.find(({ id }) => id === typed(fields, 'agreement'));
  const told = { ...NOTHING_TOLD, what, ...seen, agreement: to?.id ?? '' };
  const ends = partsOf(told, sharing);
  const parts = ticked(fields, 'parts').filter((code) => ends.includes(code));
  const channel = CHANNELS.find((one) => one === typed(fields, 'channel')) ?? '';
  return { ...told, parts, channel };
}

/** What may end of it: recipients of a no, else the kinds of information that they said yes to. */
function partsOf({ what, directive, reach, agreement }: Told, sharing: KnownSharing): readonly string[] {
  if (what === 'refuse') return sharing.stoppable.filter(({ id }) => id === agreement).flatMap(recipientsOf);
  const scope = sharing.given.find(({ id }) => id === directive) ?? reach;
  return scope === null ? [] : categoriesOf(scope, sharing.agreements);
}

export const fieldsOf = (told: Told): Fields => ({
  ...told,
  what: told.what ?? '',
  reach: told.reach === null ? '' : JSON.stringify(told.reach),
});

/** A form may say anything: what is no reach is none. */
function reachIn(text: string): DirectiveReach | null {
  if (!text.startsWith('{')) return null;
  const { sources, recipients, categories, purposes, agreement } = parsed(text);
  const isReach = [sources, recipients, categories, purposes].every(isCodes);
  return isReach && (agreement === null || typeof agreement === 'string')
    ? ({ sources, recipients, categories, purposes, agreement } as DirectiveReach)
    : null;
}

const isCodes = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && value.every((one) => typeof one === 'string'));

function parsed(text: string): Partial<Record<keyof DirectiveReach, unknown>> {
  try {
    return JSON.parse(text) as Partial<Record<keyof DirectiveReach, unknown>>;
  } catch {
    return {};
  }
}
