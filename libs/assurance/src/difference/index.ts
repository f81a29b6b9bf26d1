export * from './bundle-difference.js';
export { diffBundles } from './diff-bundles.js';
export { wordingOf } from './diff-files.js';
