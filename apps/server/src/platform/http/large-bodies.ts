import type { FastifyReply } from 'fastify'
import { refusalOfLimit } from '../rate-limits/rate-limits.ts'

/**
 * Bodies of several mebibytes that one merchant sends at a time: each is held several times over while it is looked at, so
 * that a hundred at once would take the memory of all.
 */
const mostAtOnce = 2

export type LargeBodies = { begin(merchantId: string, reply: FastifyReply): void }

export const largeBodies = (): LargeBodies => {
  const open = new Map<string, number>()
  return {
    /** @throws RATE_LIMIT_EXCEEDED */
    begin: (merchantId, reply) => {
      const count = open.get(merchantId) ?? 0
      if (count >= mostAtOnce) throw refusalOfLimit({ reason: 'resource', retryAfterSeconds: 1 })
      open.set(merchantId, count + 1)
      reply.raw.once('close', () => {
        const left = (open.get(merchantId) ?? 1) - 1
        if (left === 0) open.delete(merchantId)
        else open.set(merchantId, left)
      })
    },
  }
}
