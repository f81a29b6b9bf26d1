import type { Admin } from 'kafkajs';
import { TopicRefused } from '../sinks/sink.js';

/** Three copies where the cluster has that many brokers, and then no acknowledgement from one alone. */
const REPLICAS = 3;

/**
 * Creates the topics that are missing, with exactly this many partitions, and refuses one that has another count:
 * its keys would not be where their earlier messages are. Safe when several processes do it at once.
 */
export async function openTopics(admin: Admin, topics: readonly string[], partitions: number): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  if (missing.length > 0) {
    const { brokers } = await admin.describeCluster();
    const replicationFactor = Math.min(REPLICAS, brokers.length);
    const configEntries = [{ name: 'min.insync.replicas', value: replicationFactor === REPLICAS ? '2' : '1' }];
    await admin.createTopics({
      topics: missing.map((topic) => ({ topic, numPartitions: partitions, replicationFactor, configEntries })),
      waitForLeaders: true,
    });
  }
  for (const topic of (await admin.fetchTopicMetadata({ topics: [...topics] })).topics) {
    if (topic.partitions.length !== partitions) {
      throw new TopicRefused(`topic ${topic.name} has ${topic.partitions.length} partitions, not ${partitions}`);
    }
  }
}
