import { setFlagsFromString } from 'node:v8';

/**
 * V8 of Node 20 can end the whole process where optimised code that has a call into WebAssembly inlined is thrown away during that
 * call ("unreachable code", `Deoptimizer::TranslatedValueForWasmReturnKind`): it was seen once in some thirty runs of the
 * differential test, and a process that decides or checks rules would take every request with it. So such calls are not inlined
 * there; a call into Cedar costs hundreds of microseconds in any case. Set before anything is compiled, by importing this.
 */
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');
