import type { Instant } from '../../platform/clock/clock.ts'
import { type Statement, findOne, write } from '../../platform/db/statement.ts'
import { type Faults, readFaults } from '../../platform/faults/faults.ts'
import type { Sandbox } from '../sandbox.ts'

export const lockFaults = ({ environment }: Sandbox): Statement<Faults | null> =>
  findOne(
    'lock_faults',
    `SELECT mode, faults FROM environments WHERE environment_id = $1 AND status = 'active' FOR NO KEY UPDATE`,
    [environment.environmentId],
    (row) => readFaults(row['mode'], row['faults']),
  )

export const saveFaults = ({ environment }: Sandbox, faults: Faults, now: Instant): Statement<void> =>
  write(
    'save_faults',
    `UPDATE environments SET faults = $2, updated_at = $3 WHERE environment_id = $1 AND mode = 'test' RETURNING 1`,
    [environment.environmentId, JSON.stringify(faults), now],
  )
