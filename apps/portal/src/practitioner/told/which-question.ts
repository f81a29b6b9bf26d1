import type { Option } from '../../shell/journey/choice-question.js';
import { describeAgreement, describeDirective } from './describe.js';
import { reachOf } from './known-sharing.js';
import { partsOffered } from './part-question.js';
import { type Asking, ToldQuestion } from './told-question.js';
import type { Told } from './told.js';
import { whatStands } from './what-stands.js';

/** Which of what they agreed to; of a no, to which sharing. */
export class WhichQuestion extends ToldQuestion {
  readonly step = 'which';

  override isAsked({ what }: Told): boolean {
    return what !== 'all';
  }

  protected override texts({ what }: Told): string {
    return `which.${what === 'refuse' ? 'refuse' : 'given'}`;
  }

  options({ what }: Told, { t, language, sharing }: Asking): Option[] {
    const described =
      what === 'refuse'
        ? sharing.stoppable.map((one) => ({ value: one.id, ...describeAgreement(t, one) }))
        : sharing.given.map((one) => ({ value: one.id, ...describeDirective(t, one, sharing, language) }));
    return described.map(({ value, named, says }) => ({ value, text: named, says, isName: true }));
  }

  protected chosen({ what, agreement, directive }: Told): string | undefined {
    return what === 'refuse' ? agreement : directive;
  }

  protected answer(told: Told, [value]: readonly string[], asking: Asking): Told {
    if (told.what === 'refuse') {
      return { ...told, agreement: value ?? '', parts: value === told.agreement ? told.parts : [] };
    }
    const directive = asking.sharing.given.find(({ id }) => id === value);
    if (!directive) return { ...told, directive: '', version: '', reach: null };
    const next = { ...told, directive: directive.id, version: String(directive.version), reach: reachOf(directive) };
    // Where somebody was first, what they want to end is asked of what stands now: not lost, nor taken for more than that.
    const goesOn = whatStands(told, asking.sharing).given.includes(directive);
    const offered = partsOffered(next, asking).map((option) => option.value);
    return { ...next, parts: goesOn ? told.parts.filter((part) => offered.includes(part)) : [] };
  }

  /** What is to end of it is asked of each that is chosen. */
  override next({ what }: Told): string | undefined {
    return what === 'stop' ? undefined : 'part';
  }
}
