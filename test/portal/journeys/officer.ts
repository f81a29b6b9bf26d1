import type { World } from '../world.js';

export function officerJourneys(_world: World): void {}
