const JUDGE = 'relay.judge_offers(relay.disclosure_item[],text[])';
const OFFER = 'relay.offer_all(relay.disclosure_item[],text[],timestamptz)';
const PUBLISH = 'messaging.publish_v2(jsonb)';
const TURNS = 'row_number() OVER (PARTITION BY g.stream ORDER BY g.turn)';

/** Mistakes of offers that no longer take effect one by one: the function, what it holds, and what it would hold. */
export const OFFER_FAULTS: Readonly<
  Record<string, readonly [signature: string, change: readonly [from: string, to: string]]>
> = {
  'two of a stream have one number': [PUBLISH, [TURNS, '1']],
  'a stream is numbered from the end of the call': [
    PUBLISH,
    [TURNS, '1 + count(*) OVER (PARTITION BY g.stream) - ' + TURNS],
  ],
  'a stream is counted on by one for a call': [PUBLISH, ['SET seq = c.seq + excluded.seq', 'SET seq = c.seq + 1']],
  'a newer version in the call overtakes nothing': [JUDGE, ['n.turn < j.turn', 'false']],
  'a newer version overtakes also what goes before it': [JUDGE, ['n.turn < j.turn', 'n.turn <> j.turn']],
  'whoever was overtaken offers': [JUDGE, ['w.id IS NULL OR', '']],
  'a record is offered twice': [JUDGE, ['OR a.seq IS NOT NULL', '']],
  'what was kept back is dated anew': [OFFER, ['coalesce(e.offered_at, p_now)', 'p_now']],
  'a refusal is shown each time': [JUDGE, ['AND d.seq IS NULL AND d.reason = o.reason', 'AND false']],
};
