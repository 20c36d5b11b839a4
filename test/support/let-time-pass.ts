import { runDueTimers } from '../../apps/server/src/platform/jobs/timers.ts'
import { timerHandlers } from '../../apps/server/src/timer-handlers.ts'
import type { TestServer } from './server.ts'

/** Moves the clock, and does what the worker would have done by then. */
export const letTimePass = async (
  { clock, services }: Pick<TestServer, 'clock' | 'services'>,
  milliseconds: number,
): Promise<void> => {
  clock.advance(milliseconds)
  while ((await runDueTimers(services, timerHandlers)) > 0);
}
