import { CATEGORIES, CATEGORY_TERMS, PURPOSE_TERMS, PURPOSES } from '#libs/domain';
import { allValues, EQUAL, LESS, MORE, YES, type Atom } from '../logic/atoms.js';
import type { FamilyProver } from '../family-prover.js';
import type { Claim } from '../pages/invariant.js';

const bare = (noun: string): string => noun.replace(/^(an?|the) /, '');
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Codes by the names that pages show; other texts as they are. */
const DISPLAYS: readonly { of: RegExp; names: ReadonlyMap<string, string> }[] = [
  {
    of: /[cC]ategor(y|ies|yStops)$/,
    names: new Map(CATEGORIES.map((code) => [code, `${lower(CATEGORY_TERMS[code].display)} (${code})`])),
  },
  {
    of: /purpose$/,
    names: new Map(PURPOSES.map((code) => [code, `${lower(PURPOSE_TERMS[code].display)} (${code})`])),
  },
];

const shown = (text: string, path: string): string =>
  DISPLAYS.find(({ of }) => of.test(path))?.names.get(text) ?? text.replace(/^.*Action::"(.*)"$/, '$1');

/** Says the conditions of a class in the words that its bundle gives to attributes. */
export class Words {
  constructor(
    private readonly prover: FamilyProver,
    private readonly words: ReadonlyMap<string, string>,
  ) {}

  private noun(path: string): string {
    return this.words.get(path) ?? path;
  }

  private term(term: { is: 'path'; path: string } | { is: 'literal'; value: string | number }, beside: string): string {
    return term.is === 'path' ? this.noun(term.path) : shown(String(term.value), beside);
  }

  private set(
    term: { is: 'path'; path: string } | { is: 'literal'; values: readonly string[] },
    beside: string,
  ): string {
    if (term.is === 'path') return this.noun(term.path);
    return term.values.map((value) => shown(value, beside)).join(', ') || 'nothing';
  }

  private sentence(atom: Atom, mask: number): string {
    const negation = mask === YES ? '' : ' not';
    switch (atom.kind) {
      case 'holds':
        return mask === YES ? this.noun(atom.path) : `not: ${this.noun(atom.path)}`;
      case 'present':
        return mask === YES ? `there is ${this.noun(atom.path)}` : `there is no ${bare(this.noun(atom.path))}`;
      case 'equal':
        return `${this.noun(atom.left.path)} is${negation} ${this.term(atom.right, atom.left.path)}`;
      case 'like':
        return `${this.noun(atom.left.path)} is${negation} like "${atom.pattern.map((part) => part ?? '*').join('')}"`;
      case 'member':
        return `${this.noun(atom.set.path)} ${mask === YES ? 'include' : 'do not include'} ${this.term(atom.element, atom.set.path)}`;
      case 'subset':
        return `${this.noun(atom.left.path)} ${mask === YES ? 'are' : 'are not all'} among ${this.set(atom.right, atom.left.path)}`;
      case 'meet':
        return `${this.noun(atom.left.path)} and ${this.noun(atom.right.path)} share ${mask === YES ? 'something' : 'nothing'}`;
      case 'order': {
        const parts = [mask & LESS ? 'before' : '', mask & EQUAL ? 'at' : '', mask & MORE ? 'after' : ''];
        const words = parts.filter((part) => part !== '').join(' or ');
        return `${this.noun(atom.left.path)} is ${words} ${this.term(atom.right, atom.left.path)}`;
      }
    }
  }

  /** Conditions of parts that are not there say nothing; nor does "not this" beside "that". */
  private isTelling(number: number, masks: Uint8Array): boolean {
    const atom = this.prover.table.atoms[number];
    const mask = masks[number] ?? 0;
    if (atom === undefined || mask === 0) return false;
    const paths = [
      atom.kind === 'holds' || atom.kind === 'present' ? atom.path : 'left' in atom ? atom.left.path : atom.set.path,
    ];
    const parents = paths.map((path) => path.split('.').slice(0, -1).join('.'));
    if (!parents.every((path) => this.prover.isPresent(path, masks))) return false;
    if (atom.kind !== 'equal' || mask === YES) return true;
    return !this.prover.table.atoms.some(
      (other, index) => other.kind === 'equal' && other.left.path === atom.left.path && masks[index] === YES,
    );
  }

  private isUnusual(number: number, masks: Uint8Array): boolean {
    return ((this.prover.ordinary.get(number) ?? 0) & (masks[number] ?? 0)) === 0;
  }

  private decidedOf(masks: Uint8Array): number[] {
    const { atoms } = this.prover.table;
    return [...masks.keys()].filter((number) => {
      const atom = atoms[number];
      return atom !== undefined && masks[number] !== allValues(atom) && this.isTelling(number, masks);
    });
  }

  private sentences(numbers: readonly number[], masks: Uint8Array): string {
    const said = new Map<string, string[]>();
    for (const number of numbers) {
      const atom = this.prover.table.atoms[number];
      const mask = masks[number] ?? 0;
      if (atom?.kind === 'equal' && mask !== YES && atom.right.is === 'literal') {
        const lead = `${this.noun(atom.left.path)} is`;
        said.set(lead, [...(said.get(lead) ?? []), this.term(atom.right, atom.left.path)]);
      } else if (atom) said.set(this.sentence(atom, mask), []);
    }
    const end = (list: readonly string[]): string =>
      list.length === 0 ? '' : list.length === 1 ? ` not ${list.join()}` : ` none of ${list.join(', ')}`;
    return [...said].map(([lead, list]) => `${lead}${end(list)}`).join('; ');
  }

  /** What is decided of a class, and is not ordinary. */
  unusual(masks: Uint8Array): number[] {
    return this.decidedOf(masks).filter((number) => this.isUnusual(number, masks));
  }

  /** Some conditions of a class, in words. */
  tell(numbers: readonly number[], masks: Uint8Array): string {
    return this.sentences(numbers, masks) || 'any request';
  }

  /** The literal that an attribute is, or holds, in a class; and the condition that says so. */
  private known(path: string, masks: Uint8Array): { text: string; number: number } | null {
    for (const [number, atom] of this.prover.table.atoms.entries()) {
      if (masks[number] !== YES) continue;
      const term = atom.kind === 'equal' ? atom.right : atom.kind === 'member' ? atom.element : null;
      const at = atom.kind === 'equal' ? atom.left.path : atom.kind === 'member' ? atom.set.path : '';
      if (term?.is === 'literal' && at === path) return { text: shown(term.value, path), number };
    }
    return null;
  }

  /** "A surveyor could see medicines: …": who and what first, then the conditions that are out of the ordinary. */
  counterexample(claim: Claim['kind'], masks: Uint8Array): string {
    const [role, sector, kind, category, purpose] = [
      'principal.roles',
      'principal.agencySector',
      'principal.kind',
      'context.category',
      'context.purpose',
    ].map((path) => this.known(path, masks));
    const who = role ?? (kind?.text === 'practitioner' ? null : kind);
    const lead = [
      who ? `${/^[aeio]/.test(who.text) ? 'an' : 'a'} ${who.text}` : 'someone',
      sector ? `of a ${sector.text} agency` : '',
      claim === 'always permitted when' ? 'could not see' : 'could see',
      category ? category.text : 'something',
      purpose ? `for ${purpose.text}` : '',
    ].filter((part) => part !== '');
    const led = [who, sector, category, purpose].map((one) => one?.number);
    const rest = this.decidedOf(masks).filter((number) => !led.includes(number) && this.isUnusual(number, masks));
    const why = this.sentences(rest, masks);
    return `${lead.join(' ')}${why === '' ? ', in the most ordinary case' : `, where ${why}`}`;
  }
}
