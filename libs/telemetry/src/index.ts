export { askAtScrape, type Asked } from './ask-at-scrape.js';
export { countUp } from './count-up.js';
export { HttpMetrics } from './http-metrics.js';
export { createLog, type LogOptions } from './create-log.js';
export { Log, LOG_LEVELS, type LogLevel } from './log.js';
export { NestLog } from './nest-log.js';
export { describeError } from './describe-error.js';
