import type { Translate } from '../../words/texts.js';
import type { Directive } from '../record/answers.js';
import { sideOf } from '../record/describe-directive.js';

/** After a no was taken back: what it stopped may be stopped by another no all the same. */
export function presentLifted(directives: readonly Directive[], t: Translate) {
  const other = directives.some((directive) => sideOf(directive) === 'no');
  return {
    paragraphs: [
      t('resident.lift.doneText'),
      ...(other ? [t('resident.lift.doneOther')] : []),
      t('resident.lift.doneNext'),
    ],
    home: '/resident',
  };
}
