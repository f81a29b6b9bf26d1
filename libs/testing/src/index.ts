export { program, reportOf, type Program } from './program.js';
export { rewrite, type Rewriting, whileRewritten } from './rewrite.js';
export { createTestDatabase, TEMPLATE_DATABASE, TEST_PASSWORD, type TestDatabase } from './test-database.js';
export { startTestIssuer, type TestIssuer } from './test-issuer.js';
export { sendProblem, startStandInBroker, type Asked, type StandInBroker } from './stand-in-broker.js';
