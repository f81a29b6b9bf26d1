import { readConfig, runApp } from '#libs/http';
import { EdgeConfig } from './config.js';
import { serveEdge } from './serve-edge.js';

await runApp('edge', async () => serveEdge(readConfig(EdgeConfig, process.env)));
