import { describe, expect, it } from '@jest/globals';
import { openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.js';
import { EMPTY_ROOT, leafHash } from './hash.js';
import { generateSignerKey, parseSigner, parseVerifier } from './note-key.js';
import { checkTlogProof, formatTlogProof, parseTlogProof } from './tlog-proof.js';

const signer = parseSigner(generateSignerKey('log.example/northmere'));
const verifier = parseVerifier(signer.vkey);
const EXAMPLE = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('checkpoints', () => {
  it("read the specification's example", () => {
    expect(parseCheckpoint(EXAMPLE)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    expect(parseCheckpoint(`${EXAMPLE}extension\n`).size).toBe(20_852_163);
  });

  it('come back from a signed note; signing again gives the same bytes', () => {
    const head = { origin: signer.name, size: 0, root: EMPTY_ROOT };
    const note = signCheckpoint(head, signer);
    expect(signCheckpoint(head, signer)).toBe(note);
    expect(openCheckpoint(note, verifier)).toEqual(head);
  });

  it('of another origin are refused even under the same key', () => {
    const note = signCheckpoint({ origin: 'log.example/elsewhere', size: 0, root: EMPTY_ROOT }, signer);
    expect(() => openCheckpoint(note, verifier)).toThrow('not of log.example/northmere');
  });

  it.each([
    ['a leading zero', EXAMPLE.replace('20852163', '020852163')],
    ['a size beyond 2^53', EXAMPLE.replace('20852163', '9007199254740993')],
    ['a short root', EXAMPLE.replace('CsUYapGGPo4dkMgIAUqom', '')],
    ['no origin', EXAMPLE.replace('example.com/behind-the-sofa', '')],
    ['an empty line', `${EXAMPLE}\n`],
  ])('with %s are refused', (_what, text) => {
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ reason: 'malformed' }));
  });
});

describe('tlog proofs', () => {
  const entries = ['a', 'b'].map((text) => Buffer.from(text));
  const [a, b] = entries.map(leafHash) as [Buffer, Buffer];
  const root = Buffer.from('b137985ff484fb600db93107c77b0365c80d78f5b429ded0fd97361d077999eb', 'hex');
  const checkpoint = signCheckpoint({ origin: signer.name, size: 2, root }, signer);
  const proof = formatTlogProof({ index: 1, hashes: [a], checkpoint });

  it('are written line by line as the specification shows', () => {
    expect(proof).toBe(`c2sp.org/tlog-proof@v1\nindex 1\n${a.toString('base64')}\n\n${checkpoint}`);
    const extra = Buffer.from('hint');
    expect(parseTlogProof(formatTlogProof({ index: 1, hashes: [a], checkpoint, extra })).extra).toEqual(extra);
  });

  it('prove their entry and no other', () => {
    expect(checkTlogProof(entries[1]!, proof, verifier)).toMatchObject({ index: 1, checkpoint: { size: 2 } });
    expect(() => checkTlogProof(entries[0]!, proof, verifier)).toThrow('another root');
    const swapped = formatTlogProof({ index: 1, hashes: [b], checkpoint });
    expect(() => checkTlogProof(entries[1]!, swapped, verifier)).toThrow('another root');
    const foreign = parseVerifier(parseSigner(generateSignerKey(signer.name)).vkey);
    expect(() => checkTlogProof(entries[1]!, proof, foreign)).toThrow('no trusted key');
  });

  it.each([
    ['another header', proof.replace('@v1', '@v2')],
    ['no index', proof.replace('index 1\n', '')],
    ['a padded index', proof.replace('index 1', 'index 01')],
    ['a short hash', proof.replace(a.toString('base64'), 'AAAA')],
    ['no checkpoint', proof.slice(0, 30)],
  ])('with %s are refused', (_what, text) => {
    expect(() => parseTlogProof(text)).toThrow(expect.objectContaining({ reason: 'malformed' }));
  });
});
