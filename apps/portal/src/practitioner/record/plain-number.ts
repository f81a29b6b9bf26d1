/**
 * A number with every digit that it was sent with, never in powers of ten: a dose that is rounded is another dose. Thousands are
 * grouped. What JSON itself loses (the last nought of `0.70`, digits beyond a double) no page can bring back.
 */
export function plainNumber(value: number): string {
  const [, sign = '', digits = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(
    String(value),
  ) ?? ['', '', String(value)];
  const all = `${digits}${fraction}`;
  const point = digits.length + Number(power);
  const whole = point > 0 ? all.slice(0, point).padEnd(point, '0') : '0';
  const rest = point > 0 ? all.slice(point) : `${'0'.repeat(-point)}${all}`;
  return `${sign}${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}${rest === '' ? '' : `.${rest}`}`;
}
