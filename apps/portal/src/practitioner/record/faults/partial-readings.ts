import type { Json } from '../seen.js';
import type { ShownBody } from '../shown-body.js';

type Present = (body: Json) => ShownBody;

/** Of a medicine only since when: what ended stands as if it went on. */
export const startAlone =
  (present: Present): Present =>
  (body) => {
    const shown = present(body);
    const rows = shown.rows.map((row) =>
      row.label === 'start'
        ? { ...row, value: { ...row.value, text: row.value.text.replace(/, (?:ended|until) .*$/, '') } }
        : row,
    );
    return { ...shown, rows };
  };

/** Shows what it has words for, and warns of nothing else. */
export const neverWarns =
  (present: Present): Present =>
  (body) => ({ ...present(body), hides: false });

/** Each column of a list for itself: nobody can tell which of several reactions was the severe one. */
export const severitiesApart =
  (present: Present): Present =>
  (body) => {
    const shown = present(body);
    const rows = shown.rows.map((row) =>
      row.label === 'reaction'
        ? { ...row, value: { ...row.value, text: row.value.text.replace(/ \([^)]*\)/g, '') } }
        : row,
    );
    return { ...shown, rows };
  };

/** Of a concept its text alone, whatever its codings say more: a strength is nowhere. */
export const textAlone =
  (present: Present): Present =>
  (body) => {
    const shown = present(body);
    return { ...shown, title: shown.title?.replace(/ \(coded: .*\)$/, '') };
  };
