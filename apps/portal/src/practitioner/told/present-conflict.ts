import { describeDirective } from './describe.js';
import { type CheckTold, partsOf } from './present-told.js';
import type { Standing } from './what-stands.js';

/** Somebody was first: what the resident told, how it is now, and the way on to what stands of it. */
export function presentConflict(check: CheckTold, { became, given }: Standing, when: 'seen' | 'sent' = 'seen'): object {
  const { t, path, told, sharing, language } = check;
  const say = (key: string, places = {}): string => t(`practitioner.told.conflict.${key}`, places);
  const stops = told.what === 'stop';
  const isAgain = became === 'again';
  return {
    lead: say(`lead.${when}`),
    sent: [t(`practitioner.told.what.${told.what}`), partsOf(check)].filter((text) => text !== ''),
    now: [
      say(isAgain ? `again.${stops ? 'stop' : 'narrow'}` : became),
      ...(isAgain && given.length === 0 ? [say('notShown')] : []),
    ],
    goOn: {
      action: `${path}/told/which`,
      given: given.map((directive) => {
        const { title, named, says } = describeDirective(t, directive, sharing, language);
        const text = say('goOn', { name: named });
        return { title, says, button: { text, name: 'answer', value: directive.id, preventDoubleClick: true } };
      }),
    },
  };
}
