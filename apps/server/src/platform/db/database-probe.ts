import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock/clock.ts'
import type { Database } from './database.ts'

/** Says whether the database answers. Anybody may ask, so however many do, it is looked at once in half a second. */
export type DatabaseProbe = () => Promise<boolean>

const answerHoldsMs = 500
const patienceMs = 2000

export const databaseProbe = (db: Pick<Database, 'query'>, clock: Clock): DatabaseProbe => {
  let latest: { answers: Promise<boolean>; askedAtMs: number } | null = null
  return () => {
    const nowMs = clock.nowMs()
    if (!latest || nowMs - latest.askedAtMs >= answerHoldsMs)
      latest = { answers: answersInTime(db), askedAtMs: nowMs }
    return latest.answers
  }
}

/** One that hangs is as good as none, and so is a pool in which nobody gets a turn. */
const answersInTime = (db: Pick<Database, 'query'>): Promise<boolean> =>
  Promise.race([
    db.query('SELECT 1').then(
      () => true,
      () => false,
    ),
    sleep(patienceMs, false, { ref: false }),
  ])
