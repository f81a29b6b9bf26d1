import { All } from '@nestjs/common';
import { Pages } from '../shell/pages.js';
import { notFound } from '../shell/refusals.js';

/** Every other address. It comes last. */
@Pages('anyone', '')
export class LostController {
  @All('*')
  lost(): never {
    throw notFound();
  }
}
