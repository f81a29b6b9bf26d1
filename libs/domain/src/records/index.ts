export { isKnownSystem, isSnomedId } from './code-systems.js';
export { nameOf, type Field, type FieldKind, type Meaning, type Shape } from './field.js';
export { foldText } from './fold-text.js';
export { meaningOf, segmentsOf } from './meanings.js';
export { couldLocate, showsPlace } from './place-patterns.js';
export { namesMeaning, shapeOf, SHAPES } from './schemas.js';
