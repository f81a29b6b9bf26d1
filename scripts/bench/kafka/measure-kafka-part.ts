import { kafkaClient } from '#libs/messaging';
import { withCpu } from '../cpu/with-cpu.js';
import { interleaved, mediansOf } from '../interleaved.js';
import { onOwnStack } from '../on-own-stack.js';
import type { PartOptions, PartReport } from '../part.js';
import { medianRatio } from '../round.js';
import { percentile, rounded } from '../statistics.js';
import { drainOutbox } from './drain-outbox.js';
import { measureArrivals } from './measure-arrivals.js';
import { sendBatches } from './send-batches.js';

const MESSAGES = 20_000;
const BATCH = 500;
const PER_SECOND = 500;

/**
 * The relay's own shipper, over a Kafka broker of the stack's own: an outbox that is full is drained, beside kafkajs sending
 * as many of the same size in batches; and at so many messages a second, from a commit to whoever reads the topic.
 */
export const measureKafkaPart = ({ rounds, seconds }: PartOptions): Promise<PartReport> =>
  onOwnStack(
    async (stack) => {
      const options = { brokers: [stack.endpoints.kafka!], clientId: 'bench' };
      const producer = kafkaClient(options).producer({ idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      try {
        // Topics are made, and programs compiled while they work.
        await drainOutbox(stack.patient, MESSAGES / 4);
        await sendBatches(producer, MESSAGES / 4, BATCH);
        const all: number[] = [];
        const measures = {
          kafkajs: () => withCpu(stack.worked([process.pid]), () => sendBatches(producer, MESSAGES, BATCH)),
          drained: () => withCpu(stack.worked(), () => drainOutbox(stack.patient, MESSAGES)),
          commitToConsumer: async () => {
            await stack.worked().settled();
            const { round, durations } = await measureArrivals(stack.database, options, {
              perSecond: PER_SECOND,
              seconds,
            });
            all.push(...durations);
            return round;
          },
        };
        const seen = await interleaved(measures, rounds);
        const ratios = {
          drainRateToKafkajs: medianRatio(seen['drained'], seen['kafkajs']),
          commitToConsumerP50Ms: rounded(percentile(all, 0.5)),
          commitToConsumerP99Ms: rounded(percentile(all, 0.99)),
        };
        const about = { messages: MESSAGES, batch: BATCH, perSecond: PER_SECOND };
        return { about, results: mediansOf(seen), ratios };
      } finally {
        await producer.disconnect();
      }
    },
    { args: ['--kafka'] },
  );
