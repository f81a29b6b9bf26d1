import { describe, expect, it } from '@jest/globals';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { Texts } from '../../words/texts.js';
import { practitionerPages, waysOn } from '../practitioner-pages.js';
import { presentPerson } from './present-person.js';

const t = new Texts(['en']).in('en');
const paths = practitionerPages.map((page) => Reflect.getMetadata(PATH_METADATA, page) as string);

/** Ways that lead to no page, and those without words. */
const broken = (names: readonly string[]): string[] => names.filter((name) => !leads(name) || !isSaid(name));
const leads = (name: string): boolean => paths.includes(`practitioner/people/:id/${name}`);

function isSaid(name: string): boolean {
  try {
    presentPerson(t, { path: '/x', own: [], all: false, chosen: '', errors: [], ways: [name] });
    return true;
  } catch {
    return false;
  }
}

describe('the ways on from a person', () => {
  it('lead to pages, and say in words what for', () => {
    expect(waysOn.names.length).toBeGreaterThan(1);
    expect(broken(waysOn.names)).toEqual([]);
  });

  it('are found when they do not (seeded faults): no page, no words', () =>
    expect(broken(['title', 'told/done', 'sent'])).toEqual(['title', 'told/done']));

  it('stand on the page in their order, below the person’s address', () => {
    const ways = ['told', 'sent'];
    const shown = presentPerson(t, { path: '/people/p', own: [], all: false, chosen: '', errors: [], ways });
    expect(shown).toMatchObject({ also: [{ href: '/people/p/told' }, { href: '/people/p/sent' }] });
  });
});
