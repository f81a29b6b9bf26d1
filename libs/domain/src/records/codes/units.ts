/** FHIR R4, quantity-comparator. */
export const COMPARATORS: ReadonlySet<string> = new Set(['<', '<=', '>=', '>']);

/** UCUM, as far as records of care use it, and the same units as people write them. */
export const UNITS: ReadonlySet<string> = new Set([
  ...['%', '{score}', '{#}', 's', 'min', 'h', 'd', 'wk', 'mo', 'a', '/min', '/h', '/d', '/wk', '/a', 'kg/m2', 'm2'],
  ...['ng', 'ug', 'mg', 'g', 'kg', '[lb_av]', 'mm', 'cm', 'm', '[in_i]', 'uL', 'mL', 'ml', 'dL', 'L', 'Cel', '[degF]'],
  ...['mm[Hg]', 'mmol', 'mmol/L', 'umol/L', 'nmol/L', 'pmol/L', 'mmol/mol', 'mg/L', 'mg/dL', 'g/L', 'g/dL', 'ug/L'],
  ...[
    'mL/min',
    'L/min',
    'mL/h',
    '10*9/L',
    '10*12/L',
    '[iU]',
    'U',
    'U/L',
    'meq',
    '{tbl}',
    '{capsule}',
    '{puff}',
    '{drop}',
  ],
  ...['mcg', 'microgram', 'micrograms', 'milligram', 'gram', 'kilogram', 'millilitre', 'litre', 'IU', 'unit', 'units'],
  ...['mmHg', 'C', 'bpm', 'breaths/min', 'beats/min', 'kcal', 'tablet', 'tablets', 'capsule', 'capsules', 'puff'],
  ...['puffs', 'drop', 'drops', 'dose', 'doses', 'patch', 'patches', 'hour', 'hours', 'day', 'days', 'week', 'weeks'],
  ...['month', 'months', 'year', 'years', 'score', 'points', 'pounds', 'metres', 'steps'],
]);
