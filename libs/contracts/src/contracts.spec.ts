import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, IsString, validateSync } from 'class-validator';
import {
  CloudEventEnvelope,
  DirectiveChanged,
  LinkCreated,
  PageQuery,
  pageOf,
  PlaceResumed,
  RelationshipChanged,
  PROBLEM_CODES,
  problemType,
} from './index.js';

const failures = (dto: new () => object, plain: object): string[] =>
  validateSync(plainToInstance(dto, plain), { whitelist: true, forbidNonWhitelisted: true }).map((e) => e.property);

describe('contracts', () => {
  it('gives every problem a type of its own', () => {
    expect(new Set(PROBLEM_CODES.map(problemType)).size).toBe(PROBLEM_CODES.length);
  });

  it('refuses a page query with an unknown field, too large a page or a foreign cursor', () => {
    expect(failures(PageQuery, { limit: '201' })).toEqual(['limit']);
    expect(failures(PageQuery, { after: '../x' })).toEqual(['after']);
    expect(failures(PageQuery, { offset: '3' })).toEqual(['offset']);
    expect(failures(PageQuery, { limit: '200', after: 'abc' })).toEqual([]);
  });

  it('pages without ever counting', () => {
    expect(pageOf([1, 2, 3], 2, String, (n) => n * 10)).toEqual({ items: [10, 20], next: '2' });
    expect(pageOf([1, 2], 2, String, (n) => n)).toEqual({ items: [1, 2], next: null });
    expect(pageOf([] as number[], 2, String, (n) => n)).toEqual({ items: [], next: null });
  });

  it('checks events: ids only, a closed list of changes', () => {
    const ids = {
      residentId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      directiveId: '3f2504e0-4f89-41d3-9a0c-0305e82c3302',
    };
    expect(failures(DirectiveChanged, { ...ids, change: 'withdrawn' })).toEqual([]);
    expect(failures(DirectiveChanged, { ...ids, change: 'lost' })).toEqual(['change']);
    const told = { residentId: ids.residentId, agency: 'REACH', pseudonym: 'a'.repeat(26) };
    expect(failures(LinkCreated, told).sort()).toEqual(['agency', 'pseudonym']);
  });

  describe('the internal topics', () => {
    /** Fields of an event that are neither an internal id nor a code of a closed list: what a reader of a broker could use. */
    const telling = (event: new () => object): string[] =>
      [
        ...new Set(
          getMetadataStorage()
            .getTargetValidationMetadatas(event, '', false, false)
            .map((each) => each.propertyName),
        ),
      ].filter((field) => !/Id$/.test(field) && !CODES.includes(field));
    const CODES = ['change', 'kind', 'name', 'mayOpen', 'mayEnd'];

    it.each([DirectiveChanged, LinkCreated, RelationshipChanged, PlaceResumed])(
      'hold ids and codes alone: %p',
      (event) => {
        expect(telling(event)).toEqual([]);
      },
    );

    it('would be found to hold the map of everybody’s names (seeded fault)', () => {
      class LinkOfBefore extends LinkCreated {
        @IsString()
        readonly pseudonym!: string;
      }
      expect(telling(LinkOfBefore)).toEqual(['pseudonym']);
    });
  });

  it('checks the envelope', () => {
    const envelope = {
      specversion: '1.0',
      id: 'e-1',
      source: 'urn:consent-broker:consent',
      type: 'directive.changed.v1',
      time: '2026-11-02T10:00:00Z',
      datacontenttype: 'application/json',
      sequence: '1',
      stream: 's',
      data: {},
    };
    expect(failures(CloudEventEnvelope, envelope)).toEqual([]);
    expect(failures(CloudEventEnvelope, { ...envelope, sequence: '0', type: 'Directive' }).sort()).toEqual([
      'sequence',
      'type',
    ]);
  });
});
