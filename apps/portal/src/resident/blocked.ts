import { ApiProblem } from '../api/api-problem.js';
import { Page } from '../shell/page.js';
import type { Translate } from '../shell/texts.js';

/** Why an answer was not taken, where the API gave this code for it; any other failure is thrown on. */
export function blockedBy(
  error: unknown,
  code: string,
  { t, texts, home }: { t: Translate; texts: string; home: string },
): Page {
  if (!(error instanceof ApiProblem && error.document.code === code)) throw error;
  const said = (part: 'title' | 'text' | 'next'): string => t(`resident.${texts}.${part}`);
  const model = { paragraphs: [said('text'), said('next')], home };
  return new Page('resident/blocked', said('title'), model, { status: 409, section: '/resident' });
}
