import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { agencyRecordsTopic } from '../shipping/topics.js';
import type { Asked } from '../release/asked.js';
import { ReleaseLine } from '../release/release-line.js';
import { Candidates, type Candidate } from './candidates.js';
import { OfferWay } from './offer-way.js';
import type { Work } from './work.js';

/** Decided together; the fence takes as many in a call. */
const TOGETHER = 50;

/**
 * Offers the records of one piece of work to every agency with a caseload or referral entry, each decided for that
 * agency's system. Permitted ones become deliveries; refused ones show to the sender with their reason.
 * Idempotent: an agency with a living delivery of the record is not a candidate, unless that one is kept back.
 *
 * A back-fill asks only for what is allowed now. What still is refused was refused when it came: to record that again after
 * every change would tell a resident's history of changes that it leaves out.
 */
@Injectable()
export class OfferRecords {
  constructor(
    private readonly candidates: Candidates,
    private readonly line: ReleaseLine,
    private readonly way: OfferWay,
  ) {}

  async offer(work: readonly Work[]): Promise<void> {
    const found = await this.candidates.of(work);
    const byDisclosure = new Map<string, Candidate>();
    const asked = work.flatMap((item, index) =>
      found[index]!.map((candidate) => {
        const question = toAsked(item, candidate);
        byDisclosure.set(question.id, candidate);
        return question;
      }),
    );
    for (let start = 0; start < asked.length; start += TOGETHER) {
      const together = asked.slice(start, start + TOGETHER);
      const due = work[0]!.kind === 'backfill' ? await this.allowed(together) : together;
      if (due.length > 0) await this.line.offer(due, this.way.of(byDisclosure, agencyRecordsTopic));
    }
  }

  private async allowed(asked: readonly Asked[]): Promise<Asked[]> {
    const foreseen = await this.line.foresee(asked);
    return foreseen.filter(({ decision }) => decision.outcome === 'permit').map((item) => item.asked);
  }
}

function toAsked(work: Work, candidate: Candidate): Asked {
  return {
    id: randomUUID(),
    kind: 'offer',
    recordId: candidate.recordId,
    deliveryId: candidate.keptBackId ?? randomUUID(),
    workId: work.id,
    request: {
      requesterId: candidate.systemId,
      action: 'offer',
      residentId: candidate.residentId,
      sourceAgency: candidate.sourceAgency,
      recipientAgency: candidate.agency,
      category: candidate.category,
      purpose: candidate.purpose,
    },
  };
}
