import type { relay } from '#libs/client';
import { addressOf } from '../../shell/address-of.js';
import type { Translate } from '../../words/texts.js';
import type { AgencyNames } from '../../words/agency-names.js';
import { moment, type ShownTime } from '../../words/times.js';
import { word } from '../../words/words.js';

export type SentDelivery = relay.SentDelivery;

export interface SentList {
  readonly list: relay.SentDeliveryPage;
  readonly agencies: AgencyNames;
  readonly language: string;
  readonly path: string;
  readonly at: string;
}

/** In place of an agency that one's own may not know of (relay). */
const OTHERS = 'others';

const COLOURS: Readonly<Record<SentDelivery['state'], string>> = {
  opened: 'green',
  waiting: 'blue',
  refused: 'grey',
  'not-delivered': 'grey',
  recalled: 'yellow',
  replaced: 'grey',
};

/** "REACH opened Medicines at 14:03", newest first. */
export function presentSent(t: Translate, { list, agencies, language, path, at }: SentList): object {
  return {
    asOf: asOf(t, at, language),
    rows: list.items.map((item) => ({
      line: lineOf(t, item, item.agency === OTHERS ? t('practitioner.sent.others') : agencies(item.agency), language),
      tag: { text: t(`practitioner.sent.state.${item.state}`), classes: `govuk-tag--${COLOURS[item.state]}` },
      note: noteOf(t, item),
      sent: moment(item.sentAt, language),
      purpose: word(t, 'purpose', item.purpose),
    })),
    next:
      list.next === null
        ? undefined
        : { text: t('practitioner.sent.next'), href: addressOf(`${path}/sent`, { after: list.next }) },
  };
}

export const asOf = (t: Translate, at: string, language: string): { label: string } & ShownTime => ({
  label: t('practitioner.asOf'),
  ...moment(at, language),
});

function lineOf(t: Translate, item: SentDelivery, agency: string, language: string): string {
  const category = word(t, 'category', item.category);
  if (item.openedAt === null) return t(`practitioner.sent.line.${item.state}`, { agency, category, time: '' });
  const time = moment(item.openedAt, language).text;
  return t('practitioner.sent.line.opened', { agency, category, time });
}

function noteOf(t: Translate, { state, reason, openedAt }: SentDelivery): string | undefined {
  if (reason !== null) return word(t, 'reason', reason);
  return state === 'replaced' && openedAt !== null ? t('practitioner.sent.replaced') : undefined;
}
