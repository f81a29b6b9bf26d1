import { Partitioners } from 'kafkajs';

const place = Partitioners.DefaultPartitioner();

/**
 * The partition of a key: murmur2 as Kafka's own clients have it, so that other producers and tools agree. Both sinks
 * use it. It depends on the count, which is therefore fixed when a topic is created.
 */
export function partitionOf(key: string, partitions: number): number {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    leader: 0,
    partitionErrorCode: 0,
    replicas: [],
    isr: [],
  }));
  return place({ topic: '', partitionMetadata, message: { key, value: null } });
}
