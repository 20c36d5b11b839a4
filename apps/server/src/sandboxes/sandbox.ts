import type { Instant } from '../platform/clock/clock.ts'
import type { Environment } from '../platform/context.ts'

export const sandboxStatuses = ['active', 'archived'] as const
export type SandboxStatus = (typeof sandboxStatuses)[number]

/**
 * A world of its own for trying things out: data, clock and faults. Source: contract, flint-platform 11.
 *
 *   active --archive--> archived (final)
 *   active --reset, import--> active
 */
export type Sandbox = {
  sandboxId: string
  /** What a context inside the sandbox is made of. */
  environment: Environment
  name: string
  status: SandboxStatus
  isDefault: boolean
  /** By the machine's time: a sandbox's own time is for what is in it. */
  createdAt: Instant
  updatedAt: Instant
  /** While its clock is moved: until when by the machine's time, and how far. */
  clockLeasedUntil: Instant | null
  clockTarget: Instant | null
}
