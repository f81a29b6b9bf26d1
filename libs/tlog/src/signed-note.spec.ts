import { describe, expect, it } from '@jest/globals';
import { generateSignerKey, parseSigner, parseVerifier } from './note-key.js';
import { openNote, signNote } from './signed-note.js';

/** The vector of Go's golang.org/x/mod/sumdb/note documentation. */
const GO_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const GO_NOTE = `${GO_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const signer = parseSigner(generateSignerKey('log.example/northmere'));
const other = parseSigner(generateSignerKey('witness.example'));

describe('signed notes', () => {
  it("open Go's published example, byte for byte", () => {
    expect(openNote(GO_NOTE, [parseVerifier(GO_VKEY)])).toEqual({ text: GO_TEXT, signedBy: ['PeterNeumann'] });
  });

  it('open under the public half of the key that signed, and keep inner empty lines', () => {
    const note = signNote('a\n\nb\n', [signer, other]);
    expect(openNote(note, [parseVerifier(signer.vkey)])).toEqual({ text: 'a\n\nb\n', signedBy: [signer.name] });
    expect(openNote(note, [signer, other]).signedBy).toEqual([signer.name, other.name]);
  });

  it('are refused without a trusted signature, or with a wrong one beside a right one', () => {
    const note = signNote('text\n', [signer]);
    expect(() => openNote(note, [other])).toThrow('no trusted key');
    expect(() => openNote(note.replace('text', 'next'), [signer])).toThrow(
      'signature of log.example/northmere is wrong',
    );
    const wrong = signNote('next\n', [other]).split('\n').at(-2)!;
    expect(() => openNote(`${note}${wrong}\n`, [signer, other])).toThrow('signature of witness.example is wrong');
  });

  it.each([
    ['no signature part', 'text\n'],
    ['no final newline', signNote('text\n', [signer]).slice(0, -1)],
    ['a signature line of another form', 'text\n\n- name abcd\n'],
    ['loose base64', `text\n\n— ${signer.name} AAAAAAA\n`],
    ['a control character', signNote('text\n', [signer]).replace('text', 'te\u0000xt')],
    ['too many signatures', `text\n\n${`— x AAAAAAAAAAA=\n`.repeat(65)}`],
  ])('are refused with %s', (_what, note) => {
    expect(() => openNote(note, [signer])).toThrow(expect.objectContaining({ reason: 'malformed' }));
  });
});

describe('note keys', () => {
  it('are refused when the hash is not that of the key, and never shown', () => {
    const secret = generateSignerKey('log.example');
    const material = secret.split('+').slice(4).join('+');
    const wrong = secret.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
    expect(() => parseSigner(wrong)).toThrow('a hash that is not its own');
    expect(() => parseSigner(`x${secret}`)).toThrow('PRIVATE+KEY+');
    try {
      parseSigner(wrong);
    } catch (error) {
      expect(String(error)).not.toContain(material);
    }
    expect(() => parseVerifier('a+b')).toThrow('name+hash+base64');
    expect(() => parseVerifier(GO_VKEY.replace('c74f20a3', 'c74f20a4'))).toThrow('not its own');
    expect(() => generateSignerKey('has space')).toThrow('spaces');
  });
});
