import type { Option } from '../../shell/journey/choice-question.js';
import { word } from '../../words/words.js';
import { categoriesOf, recipientsOf } from './known-sharing.js';
import { type Asking, ToldQuestion } from './told-question.js';
import type { Told } from './told.js';

/** What is to end of it; of a no, with whom. */
export class PartQuestion extends ToldQuestion {
  readonly step = 'part';
  protected override readonly many = true;

  override isAsked({ what }: Told): boolean {
    return what === 'narrow' || what === 'refuse';
  }

  protected override texts({ what }: Told): string {
    return `part.${what === 'refuse' ? 'refuse' : 'given'}`;
  }

  options(told: Told, asking: Asking): readonly Option[] {
    return partsOffered(told, asking);
  }

  protected chosen({ parts }: Told): readonly string[] {
    return parts;
  }

  protected answer(told: Told, parts: readonly string[]): Told {
    return { ...told, parts };
  }
}

export function partsOffered({ what, agreement, directive }: Told, { t, sharing }: Asking): Option[] {
  if (what === 'refuse') {
    const to = sharing.stoppable.find(({ id }) => id === agreement);
    return (to ? recipientsOf(to) : []).map((code) => ({ value: code, text: sharing.agencies(code), isName: true }));
  }
  const given = sharing.given.find(({ id }) => id === directive);
  const categories = given ? categoriesOf(given, sharing.agreements) : [];
  return categories.map((code) => ({ value: code, text: word(t, 'category', code) }));
}
