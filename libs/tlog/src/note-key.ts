import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { decodeBase64 } from './base64.js';
import { sha256 } from './hash.js';
import { TlogError } from './tlog-error.js';

/** Signature type identifier of plain Ed25519 (C2SP signed-note, "Signature types"). */
const ED25519 = 0x01;
const KEY_BYTES = 32;
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Checks signatures of one named key; safe to publish. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: number;
  verify(text: string, signature: Buffer): boolean;
}

/** Signs as one named key. */
export interface NoteSigner extends NoteVerifier {
  /** The public half as `name+hash+base64`, the form that `/log/vkey` serves. */
  readonly vkey: string;
  sign(text: string): Buffer;
}

/** A new Ed25519 signing key in the form `PRIVATE+KEY+name+hash+base64` that `parseSigner` reads. Keep it secret. */
export function generateSignerKey(name: string): string {
  requireName(name);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-KEY_BYTES);
  return `PRIVATE+KEY+${keyText(name, keyIdOf(name, rawPublic(publicKey)), seed)}`;
}

/** Throws `malformed`, never repeating the key. */
export function parseSigner(text: string): NoteSigner {
  const wrong = (why: string): TlogError => new TlogError('malformed', `the signer key ${why}`);
  if (!text.startsWith('PRIVATE+KEY+')) throw wrong('does not begin with PRIVATE+KEY+');
  const { name, keyId, key } = parseKeyText(text.slice('PRIVATE+KEY+'.length), 'the signer key');
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, key]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  if (keyIdOf(name, rawPublic(publicKey)) !== keyId) throw wrong('has a hash that is not its own');
  return {
    ...verifierOf(name, keyId, publicKey),
    vkey: keyText(name, keyId, rawPublic(publicKey)),
    sign: (note) => sign(null, Buffer.from(note), privateKey),
  };
}

/** Reads a verifier key `name+hash+base64`; throws `malformed`. */
export function parseVerifier(vkey: string): NoteVerifier {
  const { name, keyId, key } = parseKeyText(vkey, 'the verifier key');
  if (keyIdOf(name, key) !== keyId) throw new TlogError('malformed', 'the verifier key has a hash that is not its own');
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, key]), format: 'der', type: 'spki' });
  return verifierOf(name, keyId, publicKey);
}

function verifierOf(name: string, keyId: number, publicKey: KeyObject): NoteVerifier {
  return { name, keyId, verify: (text, signature) => verify(null, Buffer.from(text), publicKey, signature) };
}

function parseKeyText(text: string, what: string): { name: string; keyId: number; key: Buffer } {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text);
  if (!match) throw new TlogError('malformed', `${what} is not name+hash+base64`);
  const bytes = decodeBase64(match[3]!, what);
  if (bytes[0] !== ED25519 || bytes.length !== KEY_BYTES + 1) {
    throw new TlogError('malformed', `${what} is not an Ed25519 key (type 0x01, 32 bytes)`);
  }
  return { name: match[1]!, keyId: parseInt(match[2]!, 16), key: bytes.subarray(1) };
}

function keyText(name: string, keyId: number, key: Buffer): string {
  const encoded = Buffer.concat([Buffer.from([ED25519]), key]).toString('base64');
  return `${name}+${keyId.toString(16).padStart(8, '0')}+${encoded}`;
}

/** SHA-256(name || 0x0A || type || public key), its first four bytes. */
function keyIdOf(name: string, publicKey: Buffer): number {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ED25519]), publicKey])).readUInt32BE(0);
}

function rawPublic(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(-KEY_BYTES);
}

function requireName(name: string): void {
  if (!/^[^+\s]+$/u.test(name))
    throw new TlogError('malformed', 'a key name has no spaces and no plus sign, and is not empty');
}
