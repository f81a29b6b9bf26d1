import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Texts } from '../../words/texts.js';
import { rawFields } from './faults/raw-fields.js';
import { presentBody } from './present-body.js';
import type { ShownBody } from './shown-body.js';
import type { Json } from './seen.js';
import { demoRecords } from './testing/demo-records.js';
import { RAW } from './testing/raw-patterns.js';

/** What stands on a label of the thing itself: somebody reads it there and compares. */
const ON_THE_LABEL = ['Serial number', 'Batch number'];

const saying = { t: new Texts(['en']).in('en'), language: 'en', leftOut: 'Left out', today: '2026-11-22' };

function rawIn({ title = '', rows }: ShownBody): string[] {
  const texts = rows
    .filter(({ key }) => !ON_THE_LABEL.includes(key.text))
    .flatMap(({ key, value }) => [key.text, value.text]);
  return [title, ...texts].filter((text) => RAW.some((pattern) => pattern.test(text)));
}
const present = (body: Json): ShownBody => presentBody(body, saying);

describe('no page of a record shows anything raw', () => {
  const records = demoRecords();
  const shown = records.map(({ body }) => present(body));

  it('of the demo town and of Synthea', () => {
    expect(records.length).toBeGreaterThan(1300);
    expect([...new Set(shown.flatMap(rawIn))]).toEqual([]);
  });

  it('and each of them is about something and says something', () => {
    for (const { title, rows, hides } of shown) {
      expect((title ?? rows[0]?.value.text ?? '').length).toBeGreaterThan(1);
      expect(rows.length > 0 || hides).toBe(true);
    }
  });

  it('whatever somebody hides in it', () => {
    const secret = fc.constantFrom(
      'urn:uuid:b300716e-ae67-8d6f-d694-51d801881ce0',
      'https://example.org/fhir/Patient/12',
      'Patient/4711',
      '#med0310',
      '<div>x</div>',
      '{"a":[1]}',
      'b300716e-ae67-8d6f-d694-51d801881ce0',
    );
    const { json } = fc.letrec<{ json: Json; leaf: Json }>((tie) => ({
      leaf: fc.oneof(secret, fc.constantFrom<Json>('Walks with a frame', 7, true, '2026-11-02', null)),
      json: fc.oneof(
        { maxDepth: 3 },
        tie('leaf'),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'mobility',
            'text',
            'code',
            'system',
            'reference',
            'display',
            'value',
            'coding',
            'note',
            'status',
          ),
          tie('json'),
          { maxKeys: 4 },
        ),
      ),
    }));
    const kinds = fc.constantFrom(
      'MedicationRequest',
      'AllergyIntolerance',
      'Condition',
      'Observation',
      'CarePlan',
      'Other',
    );
    const bodies = fc.tuple(json, kinds, fc.constantFrom('code', 'dosageInstruction', 'note', 'category', 'plan'));
    fc.assert(
      fc.property(bodies, ([value, resourceType, key]) => {
        expect(rawIn(present(value))).toEqual([]);
        expect(rawIn(present({ resourceType, [key]: value }))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('and the check finds what is', () => {
    expect(records.filter(({ body }) => rawIn(rawFields(body)).length > 0).length).toBeGreaterThan(1000);
  });
});
