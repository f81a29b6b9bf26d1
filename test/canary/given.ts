import type { Answer } from '../routes/place/send.js';

/** An answer that an app gave, and to what. */
export interface Given {
  readonly asked: string;
  readonly answer: Answer;
  /** Of a page: the address as it was asked for, to which an answer may lead back. */
  readonly page?: string;
}
