import type { EntryLine } from './entry-line.js';

/** Columns that a sheet gets, by the names that the interface gives them. */
const COLUMNS = [
  ...['time', 'id', 'kind', 'action', 'outcome', 'reason', 'rule', 'purpose', 'categories'],
  ...['sourceAgency', 'requesterAgency', 'requesterKind', 'requesterRoles', 'recipientAgency'],
  ...['agreement', 'basis', 'index'],
] as const satisfies readonly (keyof EntryLine)[];

/**
 * Spreadsheets run what begins like a formula (OWASP, "CSV Injection"), in the wide forms of East Asia and behind spaces, too:
 * an apostrophe makes it a text.
 */
const FORMULA = /^[\s\p{Cf}]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
/** Without it Excel reads UTF-8 as the code page of the computer: Wójcik as WÃ³jcik. */
const BYTE_ORDER_MARK = '\ufeff';

const field = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

function valueOf(line: EntryLine, column: (typeof COLUMNS)[number]): string {
  const value = line[column];
  return value === null ? '' : Array.isArray(value) ? value.join(' ') : String(value);
}

/**
 * The lines of one page as a sheet (RFC 4180). `notes` stand above the columns, one a row: what was looked for, and when,
 * so that the sheet does not pass for more than it is.
 */
export function entriesCsv(lines: readonly EntryLine[], notes: readonly string[]): string {
  const rows = [
    ...notes.map((note) => [note]),
    COLUMNS,
    ...lines.map((line) => COLUMNS.map((name) => valueOf(line, name))),
  ];
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
