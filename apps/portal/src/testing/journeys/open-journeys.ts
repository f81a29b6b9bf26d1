import type { Type } from '@nestjs/common';
import type { JourneyBook } from '../../shell/journey/testing/journey-book.js';
import { isChange, Traveller } from '../../shell/journey/testing/traveller.js';
import { openPortal } from '../portal-under-test.js';
import { sendProblem, startStandInBroker } from '#libs/testing';

/** Every journey, with the APIs as its book has them. */
export interface JourneysUnderTest {
  travel(book: JourneyBook): Promise<Traveller>;
  /** From now on the API refuses what is sent. */
  refuse(how: NonNullable<JourneyBook['refusal']>): void;
  /** From now on the API takes what is sent, and its answer is lost. */
  cutOff(): void;
  /** All is as it was. */
  reset(): void;
  close(): Promise<void>;
}

export async function openJourneys(pages: readonly Type[] = []): Promise<JourneysUnderTest> {
  let book: JourneyBook;
  let refusal: JourneyBook['refusal'];
  let isCutOff = false;
  const broker = await startStandInBroker((asked, response) => {
    if (isCutOff && isChange(asked)) return void response.destroy();
    if (asked.method === 'GET' || !refusal) return book.answerAs(asked, response);
    sendProblem(response, refusal.status, refusal.code, { code: refusal.code });
  });
  const portal = await openPortal(broker.url, pages);
  return {
    travel: async (of) => {
      book = of;
      return new Traveller(of, portal, broker, await portal.signIn(of.who));
    },
    refuse: (how) => void (refusal = how),
    cutOff: () => void (isCutOff = true),
    reset: () => {
      isCutOff = false;
      refusal = undefined;
      book.withdrawn?.withdraw(false);
    },
    close: async () => {
      await portal.close();
      await broker.stop();
    },
  };
}
