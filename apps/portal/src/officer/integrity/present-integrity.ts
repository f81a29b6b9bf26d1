import { openCheckpoint, parseVerifier } from '#libs/tlog';
import type { Translate } from '../../words/texts.js';
import { dataCell, fact, type Fact } from '../show/cell.js';
import type { Finding } from './check-evidence.js';
import type { Evidence } from './evidence.js';

const CLASSES = { holds: 'govuk-tag govuk-tag--green', fails: 'govuk-tag govuk-tag--red' } as const;

export function presentIntegrity(evidence: Evidence, findings: readonly Finding[], t: Translate) {
  const right = findings.every(({ holds }) => holds);
  const one = evidence.entry ? 'entry' : 'head';
  return {
    outcomes: { holds: t('officer.integrity.holds'), fails: t('officer.integrity.fails'), classes: CLASSES },
    // Both outcomes of a step in words: the page shows the portal's, the browser's script puts its own in its place.
    steps: findings.map(({ step, holds }) => ({
      step,
      says: t(`officer.integrity.step.${step}`),
      told: t(`officer.integrity.${holds ? 'holds' : 'fails'}`),
      classes: CLASSES[holds ? 'holds' : 'fails'],
    })),
    verdict: {
      right,
      text: t(`officer.integrity.verdict.${one}.${right ? 'holds' : 'fails'}`),
      holds: t(`officer.integrity.verdict.${one}.holds`),
      fails: t(`officer.integrity.verdict.${one}.fails`),
      classes: { holds: 'officer-verdict', fails: 'officer-verdict officer-verdict--wrong' },
    },
    facts: presentHead(evidence, t),
    evidence,
    waiting: evidence.entry === null,
  };
}

function presentHead({ vkey, checkpoint }: Evidence, t: Translate): Fact[] {
  const key = fact(t('officer.integrity.key'), dataCell(vkey));
  try {
    const { origin, size, root } = openCheckpoint(checkpoint, parseVerifier(vkey));
    return [
      fact(t('officer.integrity.origin'), dataCell(origin)),
      fact(t('officer.integrity.size'), dataCell(String(size))),
      fact(t('officer.integrity.root'), dataCell(root.toString('base64'))),
      key,
    ];
  } catch {
    // What it says of itself counts for nothing unless it is signed.
    return [key];
  }
}
