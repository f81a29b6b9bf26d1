import type { Json } from '#libs/domain';
import { openContent, readSettingFile, sealContent, SealingError, settingFault } from '#libs/sealing';
import type { SessionContent } from './session.js';

const KEY_BYTES = 32;
const placeOf = (row: Buffer): string => `session/${row.toString('hex')}`;

/** Seals what stands in sessions, bound to the row, so that a dump of the database signs nobody in. */
export class SessionSeal {
  constructor(private readonly key: Buffer) {
    if (key.length !== KEY_BYTES) throw new Error('the session key must be 32 bytes in base64');
  }

  static fromFile(file: string): SessionSeal {
    const key = Buffer.from(readSettingFile('SESSION_KEY_FILE', file).trim(), 'base64');
    if (key.length !== KEY_BYTES) throw settingFault('SESSION_KEY_FILE', file, 'holds no key of 32 bytes in base64');
    return new SessionSeal(key);
  }

  seal(content: SessionContent, row: Buffer): Buffer {
    return sealContent(content, this.key, placeOf(row));
  }

  /** A path of ours may name a person, by an id. */
  sealPath(path: string, row: Buffer): Buffer {
    return sealContent(path, this.key, `${placeOf(row)}/form`);
  }

  openPath(sealed: Buffer, row: Buffer): string {
    return openContent(sealed, this.key, `${placeOf(row)}/form`) as string;
  }

  /** Undefined when it was not sealed with this key for this row: a session of before a change of keys is over. */
  open(sealed: Buffer, row: Buffer): SessionContent | undefined {
    try {
      const content = openContent(sealed, this.key, placeOf(row));
      return isSession(content) ? content : undefined;
    } catch (error) {
      if (error instanceof SealingError) return undefined;
      throw error;
    }
  }
}

/** Only we seal with this key: what is a session's at all is a whole one's. */
const isSession = (content: Json): content is Json & SessionContent =>
  typeof content === 'object' && content !== null && 'formKey' in content;
