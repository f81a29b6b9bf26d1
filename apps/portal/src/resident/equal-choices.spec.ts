import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PORTAL_FOLDER } from '../portal-folder.js';

const VIEWS = join(PORTAL_FOLDER, 'views/resident');

/** What pushes people towards an answer (ICO and CMA, harmful design): a box ticked for them, a button that is louder. */
function pushes(template: string): string[] {
  const found: string[] = [];
  if (/\bchecked\b/.test(template)) found.push('a choice is made beforehand');
  const pairs = template.match(/<div class="equal-choices"[^>]*>[\s\S]*?<\/div>\s*(?:{% endfor %}\s*)?<\/div>/g) ?? [];
  for (const pair of pairs) {
    const classes = [...pair.matchAll(/class(?:es)?[=:]\s*"(govuk-button[^"]*)"/g)].map(([, names]) => names);
    const macros = pair.match(/govukButton\(/g)?.length ?? 0;
    if (new Set(classes).size > 1 || (classes.length > 0 && macros > 0))
      found.push('two answers do not weigh the same');
  }
  if (/name="answer"/.test(template) && pairs.length === 0) found.push('answers stand outside of the equal choices');
  return found;
}

describe('no page pushes a resident', () => {
  it.each(readdirSync(VIEWS))('%s', (name) => {
    expect(pushes(readFileSync(join(VIEWS, name), 'utf8'))).toEqual([]);
  });

  it.each([
    ['<input type="checkbox" checked>', 'a choice is made beforehand'],
    [
      '<div class="equal-choices"><div><button class="govuk-button">Yes</button></div><div><button class="govuk-button govuk-button--secondary">No</button></div></div>',
      'two answers do not weigh the same',
    ],
    ['<button name="answer" value="yes">', 'answers stand outside of the equal choices'],
  ])('finds one that does: %s', (template, fault) => expect(pushes(template)).toContain(fault));
});
