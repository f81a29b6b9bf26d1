import { day, until } from '../../words/times.js';
import { words } from '../../words/words.js';
import { endedAt, sideOf, stateTag, titleOf, type Stated } from '../record/describe-directive.js';
import type { Directive } from '../record/answers.js';
import type { Line } from '../record/fact.js';
import { answersAbout } from '../record/said-and-shared.js';
import { namedBriefly, sayBriefly, sayOpenBriefly } from '../record/say-sharing.js';
import type { Telling } from '../record/telling.js';

/** One thing that was said, among others. All that is to be known of it stands on its own page. */
export function choiceLine(stated: Stated, telling: Telling): Line {
  const { t } = telling;
  const { directive, items } = stated;
  const href = `/resident/choices/${directive.id}`;
  const isOn = sideOf(directive) === 'on';
  const title = titleOf(directive, items ?? [], telling);
  return {
    name: { text: titleOf(directive, items ?? [], telling, 'choice.line'), href },
    state: stateTag(stated, telling),
    texts: textsOf(stated, telling),
    ...(isOn ? { act: { text: t('resident.sharing.stop'), href: `${href}/stop`, hidden: title } } : {}),
  };
}

function textsOf({ directive, items }: Stated, telling: Telling): string[] {
  const { t, language } = telling;
  const answers = answersAbout(directive, items);
  switch (sideOf(directive)) {
    case 'on':
      return [...saidYesTo(directive, telling), ...sayBriefly(answers, telling)];
    // That it is closed is what its state says; what it is about tells it from others.
    case 'no':
      return [...saidNoTo(directive, telling), ...sayOpenBriefly(answers, telling)];
    case 'ended':
      return [
        t('resident.brief.ended', { day: day(endedAt(directive), language).text }),
        ...sayBriefly(answers, telling),
      ];
  }
}

/** What a yes named, where it named less than its agreement does, and until when it counts. */
function saidYesTo({ categories, expiresAt }: Directive, telling: Telling): string[] {
  const { t, language } = telling;
  return [
    ...(categories === null
      ? []
      : [t('resident.brief.yesTo', { what: namedBriefly(words(t, 'category', categories), telling) })]),
    ...(expiresAt === null ? [] : [t('resident.brief.until', { day: until(expiresAt, language).text })]),
  ];
}

/** Whom a no under an agreement names, and what it names. Where it names nothing, it is about all, as its title says. */
function saidNoTo({ agreement, recipients, categories }: Directive, telling: Telling): string[] {
  const { t, agency } = telling;
  const named = agreement === null ? null : recipients;
  return [
    ...(named === null ? [] : [t('resident.brief.mustNot', { who: namedBriefly(named.map(agency), telling) })]),
    ...(categories === null
      ? []
      : [t('resident.brief.about', { what: namedBriefly(words(t, 'category', categories), telling) })]),
  ];
}
