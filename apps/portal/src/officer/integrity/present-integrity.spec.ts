import { generateSignerKey, parseSigner, signCheckpoint } from '#libs/tlog';
import { describe, expect, it } from '@jest/globals';
import { Texts } from '../../words/texts.js';
import { checkEvidence } from './check-evidence.js';
import { presentIntegrity } from './present-integrity.js';

const t = new Texts(['en']).in('en');
const signer = parseSigner(generateSignerKey('log.example/place'));
const checkpoint = signCheckpoint({ origin: signer.name, size: 7, root: Buffer.alloc(32, 1) }, signer);
const HONEST = { vkey: signer.vkey, checkpoint, entry: undefined };

const shown = (evidence: typeof HONEST) => presentIntegrity(evidence, checkEvidence(evidence), t);

describe('the integrity page', () => {
  it('says that a checkpoint holds, and how large the log is', () => {
    const { verdict, steps, facts, waiting } = shown(HONEST);
    expect(verdict).toMatchObject({ right: true, text: 'The newest checkpoint holds.' });
    expect(steps.map(({ told }) => told)).toEqual(['holds']);
    expect(facts.map(({ values }) => values[0]!.text)).toContain('7');
    expect(waiting).toBe(false);
  });

  it('says loudly that one does not, and repeats nothing that it claims', () => {
    const { verdict, steps, facts } = shown({ ...HONEST, checkpoint: checkpoint.replace('\n7\n', '\n8\n') });
    expect(verdict.text).toContain('does not hold');
    expect(steps[0]!.classes).toContain('red');
    expect(facts.map(({ values }) => values[0]!.text)).toEqual([signer.vkey]);
  });

  it('says of an entry that is not in the tree yet that it waits', () => {
    const evidence = { ...HONEST, entry: null };
    expect(presentIntegrity(evidence, checkEvidence(evidence), t).waiting).toBe(true);
  });
});
