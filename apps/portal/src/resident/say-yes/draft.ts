import type { Category } from '#libs/domain';
import type { Fields } from '../../session/session.js';
import { ticked, typed } from '../../shell/typed.js';
import type { OwnAgreement } from '../record/answers.js';
import { recipientsOf } from '../record/describe-directive.js';

/** What has been answered so far on the way to a yes or a no. */
export interface Draft {
  readonly categories: readonly Category[];
  readonly recipients: readonly string[];
  /** `m3`, `m6`…, `date`; '' while unanswered. */
  readonly length: string;
  readonly date: string;
}

/** What the agreement does not name was never offered, and counts as not chosen. */
export function draftOf(fields: Fields, agreement: OwnAgreement): Draft {
  const among = <Code extends string>(name: 'categories' | 'recipients', offered: readonly Code[]): Code[] =>
    offered.filter((code) => ticked(fields, name).includes(code));
  return {
    categories: among('categories', agreement.categories),
    recipients: among('recipients', recipientsOf(agreement)),
    length: typed(fields, 'length'),
    date: typed(fields, 'date'),
  };
}

export const pathOf = (id: string, step = ''): string => `/resident/agreements/${id}${step === '' ? '' : `/${step}`}`;
