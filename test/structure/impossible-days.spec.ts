import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CarelessShape } from './faults/careless-shape.js';
import { takesImpossible, timesOf } from './impossible-days.js';

type Shape = new () => object;

const ROOT = join(import.meta.dirname, '../..');
const dtoFiles = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.dto.ts'))
    .map((path) => join(ROOT, folder, path)),
);

let shapes: Shape[];
beforeAll(async () => {
  const modules = await Promise.all(
    dtoFiles.map((path) => import(pathToFileURL(path).href) as Promise<Record<string, unknown>>),
  );
  const isShape = (one: unknown): one is Shape => typeof one === 'function' && one.prototype !== undefined;
  shapes = [...new Set(modules.flatMap((module) => Object.values(module)).filter(isShape))];
});

describe('a day that does not exist', () => {
  it('is refused wherever an API takes a moment or a day, and the field is named', () => {
    const timed = shapes.filter((shape) => timesOf(shape).length > 0);
    expect(timed.length).toBeGreaterThan(10);
    expect(timed.flatMap((shape) => takesImpossible(shape, { answer: 'kept' }))).toEqual([]);
  });

  it('is found out where a shape lets it pass', () => {
    const found = takesImpossible(CarelessShape).map((one) => one.split(':')[0]);
    expect(found).toEqual(['CarelessShape.expiresAt', 'CarelessShape.until', 'CarelessShape.keptUntil']);
  });
});
