import { setTimeout as sleep } from 'node:timers/promises'
import type { SeededRandom } from '../support/seeded-random.ts'
import { testLiveKey } from '../support/server.ts'
import { type Buyers, type Written, send } from './buyers.ts'
import type { StandInProgram } from './stand-in-program.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

/** The call that its buyer no longer waits for; it is sent again at the end. */
class PutAside extends Error {}

/**
 * Several callers that pay, hold, capture, cancel and refund live money without a pause. A call whose process was killed while
 * the processor was asked stays in progress for as long as its lease: its buyer puts it aside and begins something else.
 */
export const startLiveBuyers = (
  count: number,
  random: SeededRandom,
  name: string,
  standIn: StandInProgram,
): Buyers => {
  let isStopping = false
  let isAbandoned = false
  let made = 0
  const troubles: unknown[] = []
  const buyers: Buyers = {
    written: [],
    apiUrls: [],
    restMs: 0,
    stop: async () => undefined,
    abandon: () => undefined,
  }

  const write = async (path: string, body: Record<string, unknown>): Promise<any> => {
    const entry: Written = { key: `${name}-${++made}`, path, body, sent: 0, answer: null }
    if ('line_items' in body || path === '/v1/refunds') body['external_reference_id'] = entry.key
    if (buyers.restMs > 0) await sleep(buyers.restMs)
    buyers.written.push(entry)
    while (!isAbandoned) {
      const apiUrl = buyers.apiUrls[0]
      if (apiUrl === undefined) {
        await sleep(20)
        continue
      }
      entry.sent++
      const answer = await send(apiUrl, entry, testLiveKey).catch(() => null)
      if (answer?.error?.code === 'IDEMPOTENCY_KEY_IN_PROGRESS') throw new PutAside(entry.key)
      if (answer && answer.status < 500) {
        if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
        entry.answer = { status: answer.status, data: answer.data }
        return answer.data
      }
      await sleep(20)
    }
    throw new Error(`${entry.key} was abandoned`)
  }
  const token = async (card: string) => (await standIn.control('mintToken', { card })).id

  const buy = async () => {
    const order = await write('/v1/orders', {
      line_items: [{ name: 'Thing', unit_price_money: usd(1000 + random.below(9000)) }],
    })
    const place = `/v1/orders/${order.order_id}`
    const total: number = order.pricing_amounts.total_money.amount
    const pay = async (card: string): Promise<string> => {
      const paid = await write(`${place}/pay`, {
        action: 'pay',
        payment_source: { confirmation_token: await token(card) },
      })
      return paid.payment_attempt.status
    }
    const hold = async () => {
      const { payment_intent: leg } = await write(`${place}/payment-intents`, { capture_method: 'manual' })
      const id: string = leg.payment_intent_id
      const { payment_attempt: attempt } = await write(`${place}/pay`, {
        action: 'confirm_payment_intents',
        payment_intents: [{ payment_intent_id: id, confirmation_token: await token('visa') }],
      })
      return attempt.status === 'requires_capture'
        ? { path: `${place}/payment-intents/${id}`, attemptId: attempt.order_payment_attempt_id }
        : null
    }
    switch (random.below(6)) {
      case 0: {
        const held = await hold()
        if (held)
          await write(`${held.path}/capture`, {
            amount_money: usd(1 + random.below(total)),
            order_payment_attempt_id: held.attemptId,
          })
        return
      }
      case 1: {
        const held = await hold()
        // Some holds are left to lapse.
        if (held && random.below(3) > 0)
          await write(`${held.path}/cancel`, { order_payment_attempt_id: held.attemptId })
        return
      }
      case 2:
        // While it is not known how the first ended there is no second.
        if ((await pay('visa_chargeDeclinedInsufficientFunds')) === 'failed') await pay('mastercard')
        return
      case 3:
        if ((await pay('authenticationRequired')) === 'requires_action')
          await answerBank(order.order_id, random.below(4) > 0 ? 'succeed' : 'fail')
        return
      default: {
        if ((await pay('visa')) !== 'succeeded') return
        const part = 1 + random.below(total - 1)
        await write('/v1/refunds', { order_id: order.order_id, amount_money: usd(part) })
        if (random.below(2) === 0)
          await write('/v1/refunds', { order_id: order.order_id, amount_money: usd(total - part) })
      }
    }
  }
  const answerBank = async (orderId: string, outcome: 'succeed' | 'fail') => {
    const { payment_intents: intents } = await standIn.control('state')
    const there = intents.find(
      ({ metadata, status }) => metadata.flint_order_id === orderId && status === 'requires_action',
    )
    if (there) await standIn.control('answerChallenge', { id: there['id'], outcome })
  }

  const running = Array.from({ length: count }, async () => {
    while (!isStopping)
      try {
        await buy()
      } catch (trouble) {
        if (trouble instanceof PutAside) continue
        troubles.push(trouble)
        return
      }
  })
  buyers.stop = async () => {
    isStopping = true
    await Promise.all(running)
    if (troubles.length > 0) throw troubles[0]
  }
  buyers.abandon = () => {
    isAbandoned = true
  }
  return buyers
}
