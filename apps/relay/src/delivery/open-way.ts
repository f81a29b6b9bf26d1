import { Injectable } from '@nestjs/common';
import type { Keys } from '#libs/trail';
import { AskedKeys } from '../release/asked-keys.js';
import { entryKeyOf } from '../release/seal-entries.js';
import { contentKeyOf } from '../keys/content-key.js';
import type { Decided, Prepared, Way } from '../release/asked.js';
import { terminalLoss } from '../loss/terminal-loss.js';
import { Held } from '../release/held.js';
import { EVERY_OBLIGATION, maskCovers } from '../release/keep-obligations.js';
import type { DeliveryRow } from '../offered/delivery-reader.js';
import type { SaidHistory } from '../loss/said-history.js';
import { SaidSince } from '../loss/said-since.js';

/** What an opening hands over: the key to the sealed payload that the agency already holds. */
export interface OpenedDelivery {
  readonly contentKey: string;
  readonly mask: readonly string[];
}

/**
 * The way out by which a connector opens: the content key of every permitted delivery. Where the decision now hides or
 * marks more than the delivery was sealed under, it is refused as `replaced`; as `gone` one that is destroyed, or that the
 * resident's own word ended since, though nobody came to destroy it yet: a new consent brings a new delivery. As `unreadable` one
 * whose key is there and does not open: it is lost to nobody yet, and takes no other of its batch with it.
 */
@Injectable()
export class OpenWay {
  constructor(
    private readonly keys: AskedKeys,
    private readonly said: SaidSince,
  ) {}

  /**
   * The way for one batch of deliveries as they were read. What became of them since then is the fence's to see: it opens
   * none whose key is gone.
   */
  of(rows: ReadonlyMap<string, DeliveryRow>): Way<OpenedDelivery> {
    return {
      // What the envelope was sealed under must cover them; who is to be told stands with the disclosure.
      keeps: EVERY_OBLIGATION,
      prepare: async (decided) => {
        const keys = await this.keys.of(decided);
        const said = await this.said.of(rows.values());
        return decided.map((item) => prepareOne(item, rows.get(item.asked.deliveryId!), keys, said));
      },
    };
  }
}

function prepareOne(
  item: Decided,
  row: DeliveryRow | undefined,
  keys: Keys,
  said: ReadonlyMap<string, SaidHistory>,
): Prepared<OpenedDelivery> {
  const delivery = { id: item.asked.deliveryId! };
  const entryKey = entryKeyOf(item, keys);
  if (item.decision.outcome === 'deny') return { ...item, delivery, entryKey, content: null };
  const gone: Prepared<OpenedDelivery> = { ...item, delivery, entryKey, content: null, refusal: 'gone' };
  if (!row?.wrappedKey || isOver(item, row, said)) return gone;
  const unreadable: Prepared<OpenedDelivery> = { ...gone, refusal: 'unreadable' };
  const key = keys.at(row.residentId, row.keyController);
  if (key.state === 'unreadable') return unreadable;
  if (key.state !== 'held') return gone;
  if (!maskCovers(row.mask, item.decision.obligations)) {
    return { ...item, delivery, entryKey, content: null, refusal: 'replaced' };
  }
  const contentKey = contentKeyOf(row.wrappedKey, key, row.id);
  if (contentKey === undefined) return unreadable;
  const content = new Held({ contentKey: contentKey.toString('base64url'), mask: row.mask });
  return { ...item, delivery, entryKey, content };
}

const isOver = ({ facts, decision }: Decided, row: DeliveryRow, said: ReadonlyMap<string, SaidHistory>): boolean =>
  terminalLoss(row, facts, decision, said.get(row.residentId)) !== null;
