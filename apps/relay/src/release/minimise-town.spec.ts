import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CATEGORIES, type Category, shapeOf, SHAPES } from '#libs/domain';
import type { Hidden } from './hidden.js';
import { minimise } from './minimise.js';

const D2: Hidden = { redact: ['condition.code', 'diagnosis'], mask: [], hideLocation: false };
const SHIELD: Hidden = { redact: [], mask: [], hideLocation: true };
function left(body: object, category: Category, hidden = D2): unknown {
  const text = minimise(JSON.stringify(body), category, hidden);
  return text === null ? null : JSON.parse(text);
}

describe('the schemas', () => {
  const synthea = gunzipSync(readFileSync('demo/records/synthea-records.jsonl.gz')).toString().trimEnd().split('\n');
  const plain = ['care-and-housing', 'posted-by-the-script'].flatMap(
    (name) => JSON.parse(readFileSync(`demo/records/${name}.json`, 'utf8')) as { category: Category; body: object }[],
  );
  const town = [
    ...plain,
    ...synthea
      .map((line) => JSON.parse(line) as { category: Category; resource: object })
      .map(({ category, resource }) => ({ category, body: resource })),
  ];

  it('know a body of every category, and each by one shape', () => {
    for (const category of CATEGORIES) {
      expect(SHAPES[category].length).toBeGreaterThan(0);
      const types = SHAPES[category].map(({ resource }) => resource);
      expect(new Set(types).size).toBe(types.length);
    }
  });

  it('fit every record of the demo town', () =>
    expect(town.filter(({ category, body }) => shapeOf(category, body) === null)).toEqual([]));

  it('let something through of each that the town shares under the agreement that leaves a diagnosis out', () => {
    const shared = plain.filter(({ category }) => category === 'FUNCTION' || category === 'EQUIPMENT');
    expect(shared.length).toBeGreaterThan(3);
    expect(shared.filter(({ category, body }) => left(body, category) === null)).toEqual([]);
  });

  it('let through, beside a hidden diagnosis, what somebody can do and what helps them', () => {
    const kept = town.map(({ category, body }) => ({ category, text: JSON.stringify(left(body, category)) }));
    const displays = (of: Category): string[] => [
      ...new Set(
        kept
          .filter(({ category }) => category === of)
          .flatMap(({ text }) => [...text.matchAll(/"(?:code|type)":\{"coding":\[\{[^}]*"display":"([^"]*)"/g)])
          .map(([, display]) => display!),
      ),
    ];
    expect(displays('FUNCTION').sort()).toEqual(
      ['Fall risk level [Morse Fall Scale]', 'Fall risk total [Morse Fall Scale]'].sort(),
    );
    expect(displays('EQUIPMENT').sort()).toEqual(['Manual wheelchair', 'Wheelchair accessory']);
    expect(kept.filter(({ category, text }) => category === 'MEDS' && /rxnorm/.test(text))).toEqual([]);
  });

  it('withhold few of them behind a shield, and never a medicine with a name or an allergy', () => {
    const lost = (hidden: Hidden) => town.filter(({ category, body }) => left(body, category, hidden) === null);
    const named = ({ category, body }: (typeof town)[number]): boolean =>
      category === 'ALLERGY' || (category === 'MEDS' && 'medicationCodeableConcept' in body);
    expect(lost(SHIELD).filter(named)).toEqual([]);
    expect(lost(SHIELD).length).toBeLessThan(town.length * 0.06);
  });
});
