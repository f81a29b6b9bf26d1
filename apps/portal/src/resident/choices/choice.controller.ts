import { Get, Param } from '@nestjs/common';
import { Download, Page } from '../../shell/page.js';
import { Pages } from '../../shell/pages.js';
import { ThisVisit, type Visit } from '../../shell/visit.js';
import { dayOf } from '../looks/read-days.js';
import { saidAt, titleOf } from '../record/describe-directive.js';
import { oneOf } from '../record/one-of.js';
import { readHistory, readStated, whereThere } from '../record/read-record.js';
import { isUseOf } from './is-use-of.js';
import { presentChoice, presentDone, presentReceipt } from './present-choice.js';

const MOST_LINES = 200;

/** One thing that the resident said: how it stands, what became of it, and a record of it to keep. */
@Pages('resident', 'resident/choices/:id')
export class ChoiceController {
  @Get()
  async show(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    const [{ stated, telling }, lines] = await Promise.all([
      readStated(visit, id),
      whereThere(readHistory(visit.broker, { limit: MOST_LINES })),
    ]);
    const uses = lines?.items.filter((line) => isUseOf(line, stated.directive));
    const last = lines?.items.at(-1);
    const older = lines?.next && last ? dayOf(last) : undefined;
    const model = presentChoice({ ...stated, uses, older }, telling);
    return new Page('resident/choice', titleOf(stated.directive, stated.items ?? [], telling), model, {
      about: oneOf(telling, id, saidAt(stated.directive)),
      back: '/resident',
      section: '/resident',
    });
  }

  /** The end of a journey. It can be opened again, and printed. */
  @Get('done')
  async done(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Page> {
    const { stated, telling } = await readStated(visit, id);
    const { title, ...model } = presentDone(stated, telling);
    const about = oneOf(telling, id, saidAt(stated.directive));
    return new Page('resident/done', title, model, { section: '/resident', about });
  }

  @Get('receipt')
  async receipt(@ThisVisit() visit: Visit, @Param('id') id: string): Promise<Download> {
    const { stated, telling } = await readStated(visit, id);
    const text = JSON.stringify(presentReceipt(stated, telling), null, 2);
    return new Download(`${text}\n`, 'application/json; charset=utf-8', `sharing-${id}.json`);
  }
}
