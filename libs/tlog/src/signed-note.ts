import { decodeBase64 } from './base64.js';
import type { NoteSigner, NoteVerifier } from './note-key.js';
import { TlogError } from './tlog-error.js';

const KEY_ID_BYTES = 4;
/** Well above the 16 that C2SP signed-note asks for; bounds the work that a hostile note can cause. */
const MAX_SIGNATURES = 64;
/** ASCII control characters other than newline, and halves of surrogate pairs, which UTF-8 cannot carry. */
const FORBIDDEN = /[^\P{Cc}\n\u007f-\u009f]|\p{Surrogate}/u;
const SIGNATURE_LINE = /^— ([^+\s]+) (\S+)$/u;

export interface OpenedNote {
  /** With its final newline, exactly as signed. */
  readonly text: string;
  /** Names of the trusted keys that signed it: at least one. */
  readonly signedBy: readonly string[];
}

/** Signs `text` (which ends in a newline) with each key, in order. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  requireText(text);
  return `${text}\n${signers.map((signer) => signatureLine(signer, text)).join('')}`;
}

/**
 * Opens a note: signatures of unknown keys are ignored, one of a trusted key that does not verify condemns the note, and
 * without any trusted one it is refused (C2SP signed-note, "Signatures"). Throws `malformed` or `bad-signature`.
 */
export function openNote(note: string, trusted: readonly NoteVerifier[]): OpenedNote {
  const { text, lines } = splitNote(note);
  const signedBy = new Set<string>();
  for (const line of lines) {
    const { name, keyId, signature } = parseSignature(line);
    const verifier = trusted.find((key) => key.name === name && key.keyId === keyId);
    if (!verifier) continue;
    if (!verifier.verify(text, signature)) throw new TlogError('bad-signature', `the signature of ${name} is wrong`);
    signedBy.add(name);
  }
  if (signedBy.size === 0) throw new TlogError('bad-signature', 'no trusted key has signed this note');
  return { text, signedBy: [...signedBy] };
}

function splitNote(note: string): { text: string; lines: string[] } {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n'))
    throw new TlogError('malformed', 'a note is text, an empty line and signature lines');
  const text = note.slice(0, split + 1);
  requireText(text);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES)
    throw new TlogError('malformed', `a note has at most ${MAX_SIGNATURES} signatures`);
  return { text, lines };
}

function parseSignature(line: string): { name: string; keyId: number; signature: Buffer } {
  const match = SIGNATURE_LINE.exec(line);
  const bytes = match ? decodeBase64(match[2]!, 'a note signature') : Buffer.alloc(0);
  if (!match || bytes.length <= KEY_ID_BYTES) throw new TlogError('malformed', 'a signature line is "— name base64"');
  return { name: match[1]!, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(KEY_ID_BYTES) };
}

function signatureLine(signer: NoteSigner, text: string): string {
  const keyId = Buffer.alloc(KEY_ID_BYTES);
  keyId.writeUInt32BE(signer.keyId);
  return `— ${signer.name} ${Buffer.concat([keyId, signer.sign(text)]).toString('base64')}\n`;
}

function requireText(text: string): void {
  if (!text.endsWith('\n') || FORBIDDEN.test(text)) {
    throw new TlogError(
      'malformed',
      'the text of a note is well-formed, ends in a newline and has no other control characters',
    );
  }
}
