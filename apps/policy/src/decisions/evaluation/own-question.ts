import type { AccessQuestion, Properties } from '#libs/contracts';
import {
  CATEGORIES,
  type Category,
  isPseudonym,
  NOBODY,
  type Purpose,
  PURPOSES,
  REQUEST_ACTIONS,
  type RequestAction,
} from '#libs/domain';
import { AGENCY_CODE, UUID } from '../../doors/shapes.js';

/** A question in the place's own words, its people still by the names that the caller has for them. */
export interface OwnQuestion {
  readonly subject: { readonly type: string; readonly id: string };
  readonly action: RequestAction;
  readonly category: Category;
  /** A pseudonym, or nobody's: what cannot be one never reaches the database. */
  readonly resident: string;
  readonly source: string;
  readonly purpose: Purpose;
  /** The one agreement to be asked under. */
  readonly agreement?: string;
}

/** Why a well-formed question cannot even be put to the rules. */
export const UNKNOWN_WORDS = {
  'unknown-action': 'There is no such action here.',
  'unknown-resource-type': 'There is no such kind of resource here.',
  'unknown-category': 'There is no such category of information here.',
  'unknown-source': 'The agency that the information would come from is not named by its code.',
  'unknown-agreement': 'An agreement is named by its id.',
  'unknown-purpose': 'A purpose of use must be stated, and it is none of those known here.',
} as const;
export type UnknownWord = keyof typeof UNKNOWN_WORDS;

const NOBODYS = '';

const oneOf = <Word extends string>(words: readonly Word[], word: unknown): Word | undefined =>
  words.find((known) => known === word);

/**
 * An AuthZEN question as this place understands it, or the first word of it that this place does not know: then it is
 * denied with that as its reason. Whether somebody exists is not looked at here.
 */
export function ownQuestion({ subject, action, resource, context }: AccessQuestion): OwnQuestion | UnknownWord {
  const properties: Properties = resource.properties ?? {};
  const source = properties['source'];
  const name = oneOf(REQUEST_ACTIONS, action.name);
  const category = oneOf(CATEGORIES, resource.id);
  const purpose = oneOf(PURPOSES, context?.['purpose']);
  if (name === undefined) return 'unknown-action';
  if (resource.type !== 'record') return 'unknown-resource-type';
  if (category === undefined) return 'unknown-category';
  if (typeof source !== 'string' || !AGENCY_CODE.test(source)) return 'unknown-source';
  if (purpose === undefined) return 'unknown-purpose';
  const agreement = context?.['agreement'];
  if (agreement !== undefined && typeof agreement !== 'string') return 'unknown-agreement';
  const resident = pseudonymOf(properties);
  const question = { subject: knownShape(subject), action: name, category, resident, source, purpose };
  return agreement === undefined ? question : { ...question, agreement };
}

/** The pseudonym that properties name, or nobody's. */
export function pseudonymOf({ resident }: Properties): string {
  return typeof resident === 'string' && isPseudonym(resident) ? resident : NOBODYS;
}

function knownShape({ type, id }: AccessQuestion['subject']): OwnQuestion['subject'] {
  return { type, id: UUID.test(id) ? id : NOBODY };
}
