import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { IsArray, IsString, Matches, MaxLength } from 'class-validator';
import { slow, unbounded, withNested } from './bounded-input.js';
import { allHandlers, type Shape } from './handlers.js';

jest.setTimeout(120_000);

/** Bounded and judged inside, item by item, so that one cannot take its batch with it. */
const JUDGED_INSIDE = ['RecordUpdateDto.body', 'RecordBatchDto.records', 'OpenDeliveriesDto.deliveries'];

class Endless {
  @IsString()
  readonly text!: string;

  @IsArray()
  @IsString({ each: true })
  @MaxLength(5, { each: true })
  readonly list!: string[];

  @Matches(/^[a-z]+$/)
  readonly letters!: string;

  @MaxLength(5)
  readonly short!: string;

  @MaxLength(60)
  @Matches(/^(a+)+$/)
  readonly twice!: string;
}

describe('what the doors read', () => {
  let shapes: readonly Shape[];
  beforeAll(async () => {
    shapes = [...withNested((await allHandlers()).flatMap((handler) => handler.shapes))];
  });

  it('is bounded: each text and each list, however deep inside', () => {
    expect(shapes.length).toBeGreaterThan(20);
    const found = shapes.flatMap(unbounded);
    expect(found.filter((one) => !JUDGED_INSIDE.some((field) => one.startsWith(`${field} `)))).toEqual([]);
  });

  it('meets no pattern that can be made to take long', () => expect(shapes.flatMap(slow)).toEqual([]));

  it('is found out where it is not', () => {
    expect(unbounded(Endless)).toEqual([
      'Endless.text takes a text of any length',
      'Endless.list takes a list of any length',
      'Endless.letters takes a text of any length',
    ]);
    expect(slow(Endless)).toEqual(['Endless.twice: ^(a+)+$']);
  });
});
