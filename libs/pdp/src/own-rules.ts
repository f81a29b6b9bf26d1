import type { ReasonCode } from '#libs/domain';

/** Denials that the decision point gives itself, before or after the policies; none is a rule of a bundle. */
export const OWN_RULES = {
  'facts-incomplete': 'Something that this decision depends on could not be read.',
  'bundle-not-in-force': 'The rules loaded here are not the rules in force.',
  'bundle-suspended':
    'The rules in force have been stopped, so nothing is shared until an officer puts others in force.',
  'engine-error': 'A rule could not be evaluated, so nothing is shared.',
  'requester-unknown': 'The one who asks is not known here.',
  'resident-unknown': 'Nothing can be shared under this reference.',
  'default-deny': 'No rule allows this.',
  withheld: 'This is not shared here. Your information governance officer may be told why.',
  'unknown-obligation': 'A rule sets a condition that cannot be kept here.',
} as const satisfies Partial<Record<ReasonCode, string>>;

export type OwnRule = keyof typeof OWN_RULES;
