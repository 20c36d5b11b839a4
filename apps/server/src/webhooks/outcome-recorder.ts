import type { Services } from '../platform/context.ts'
import { retried } from '../platform/db/transact.ts'
import { isForeignKeyViolation } from '../platform/db/database.ts'
import { compose, withoutWaiting } from '../platform/db/statement.ts'
import { settleDeliveries } from './delivery-queries.ts'
import type { SettledAttempt } from './settle-attempt.ts'

const maxBatch = 100

export type OutcomeRecorder = {
  /** Resolves when it is written, or when that failed: then the lease lapses and the delivery is sent again. */
  record(settled: SettledAttempt): Promise<void>
}

/**
 * Writes outcomes, one statement at a time: what ends while one is under way goes into the next together. An
 * attempt on its own is written at once. An outcome that a crash of the database takes away is a delivery sent again.
 */
export const outcomeRecorder = ({ db, log }: Pick<Services, 'db' | 'log'>): OutcomeRecorder => {
  const waiting: { settled: SettledAttempt; done: () => void }[] = []
  let isWriting = false

  const writeAll = async () => {
    isWriting = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maxBatch)
      await write(batch.map(({ settled }) => settled))
      for (const { done } of batch) done()
    }
    isWriting = false
  }

  const write = async (batch: readonly SettledAttempt[]): Promise<void> => {
    try {
      // It takes rows of several endpoints in any order, and so do other nodes: one of two gives way.
      await retried(() => db.run(withoutWaiting(compose(settleDeliveries(batch)))))
    } catch (error) {
      // One outcome that cannot be written must not take others with it.
      if (batch.length > 1) for (const settled of batch) await write([settled])
      // Its sandbox was reset during the attempt, and the delivery went with everything else.
      else if (!isForeignKeyViolation(error))
        log.error('The outcome of a webhook attempt could not be written', {
          error,
          delivery: batch[0]?.delivery.webhookDeliveryId,
        })
    }
  }

  return {
    record: (settled) =>
      new Promise((resolve) => {
        waiting.push({ settled, done: resolve })
        if (!isWriting) void writeAll()
      }),
  }
}
