import { readFileSync } from 'node:fs';

/** What the operating system says in one word, for whoever wrote the setting. */
const WRONG: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'this account may not read it',
  EPERM: 'this account may not read it',
  EISDIR: 'it is a folder',
};

/** Of a file that a setting or an option names: which of them, which file and what is wrong, and never what is in it. */
export const settingFault = (setting: string, path: string, wrong: string): Error =>
  new Error(`${setting} names ${path}, which ${wrong}.`);

/**
 * The text of a file that a setting (`KAFKA_CA_FILE`) or an option (`--plan`) names: the one way to read such a file.
 * @throws Error in words, with the setting and the path, where it cannot be read or is empty
 */
export function readSettingFile(setting: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw settingFault(setting, path, `cannot be read: ${WRONG[code] ?? code}`);
  }
  if (text.trim() === '') throw settingFault(setting, path, 'is empty');
  return text;
}

/** The same where it is JSON; the parser's own words would quote what is in it. */
export function readSettingJson(setting: string, path: string): unknown {
  const text = readSettingFile(setting, path);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw settingFault(setting, path, 'is not JSON');
  }
}
