export type { CodeList } from './code-list.js';
export { isOpenCode, isSnomedId } from './code-systems.js';
export { nameOf, type Field, type FieldKind, type Meaning, type NamedField, type Shape } from './field.js';
export { foldText } from './fold-text.js';
export { meaningOf, segmentsOf } from './meanings.js';
export { couldLocate, showsPlace } from './place-patterns.js';
export { namesMeaning, shapeOf, SHAPES } from './schemas.js';
export { couldNamePlace } from './term-patterns.js';
