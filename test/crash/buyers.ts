import { setTimeout as sleep } from 'node:timers/promises'
import { callApi } from '../support/api.ts'
import { type SeededRandom } from '../support/seeded-random.ts'
import { testKey } from '../support/server.ts'

/** A write as its caller saw it: sent under one key, as often as it took to get an answer. */
export type Written = {
  key: string
  path: string
  body: unknown
  sent: number
  answer: { status: number; data: any } | null
}

export type Buyers = {
  written: Written[]
  /** Where it answers now; none while it is down. With several, each request goes to any of them. */
  apiUrls: readonly string[]
  /** Each rests this long before it writes anew; what got no answer is not kept waiting. */
  restMs: number
  /** Resolves when each has finished what it was about; throws when one met what it could not go on with. */
  stop(): Promise<void>
  /** They leave everything as it is. */
  abandon(): void
}

const usd = (amount: number) => ({ amount, currency: 'USD' })

/**
 * Several callers that write without a pause. Whoever gets no answer, or one that says nothing about the effect,
 * sends the same request again under the same key as soon as the program is back: what the contract asks of a client.
 */
export const startBuyers = (count: number, random: SeededRandom, name: string): Buyers => {
  let isStopping = false
  let isAbandoned = false
  const troubles: unknown[] = []
  let made = 0
  const buyers: Buyers = {
    written: [],
    apiUrls: [],
    restMs: 0,
    stop: async () => undefined,
    abandon: () => undefined,
  }

  const write = async (path: string, body: Record<string, unknown>): Promise<any> => {
    const entry: Written = { key: `${name}-${++made}`, path, body, sent: 0, answer: null }
    if ('line_items' in body || path === '/v1/refunds' || path === '/v1/checkout-sessions')
      body['external_reference_id'] = entry.key
    if (buyers.restMs > 0) await sleep(buyers.restMs)
    buyers.written.push(entry)
    while (!isAbandoned) {
      const apiUrl = buyers.apiUrls[random.below(buyers.apiUrls.length)]
      if (apiUrl === undefined) {
        await sleep(20)
        continue
      }
      entry.sent++
      const answer = await send(apiUrl, entry).catch(() => null)
      if (answer && answer.status < 500 && answer.error?.code !== 'IDEMPOTENCY_KEY_IN_PROGRESS') {
        entry.answer = { status: answer.status, data: answer.data ?? answer.error }
        return answer.data
      }
      await sleep(20)
    }
    throw new Error(`${entry.key} was abandoned`)
  }

  const buy = async () => {
    const order = await write('/v1/orders', {
      line_items: [{ name: 'Thing', unit_price_money: usd(1000 + random.below(9000)) }],
    })
    const place = `/v1/orders/${order.order_id}`
    const total: number = order.pricing_amounts.total_money.amount
    const payWith = (token: string) => write(`${place}/pay`, { action: 'pay', payment_source: { token } })
    switch (random.below(6)) {
      case 0: {
        const { payment_intent: leg } = await write(`${place}/payment-intents`, { capture_method: 'manual' })
        const held = await write(`${place}/pay`, {
          action: 'confirm_payment_intents',
          payment_intents: [{ payment_intent_id: leg.payment_intent_id, token: 'tok_visa' }],
        })
        if (random.below(3) === 0) return
        await write(`${place}/payment-intents/${leg.payment_intent_id}/capture`, {
          amount_money: usd(1 + random.below(total)),
          order_payment_attempt_id: held.payment_attempt.order_payment_attempt_id,
        })
        return
      }
      case 1:
        await payWith('tok_chargeDeclinedInsufficientFunds')
        await payWith('tok_mastercard')
        return
      case 2:
        await payWith('tok_lateSuccess')
        return
      case 3:
        await write('/v1/checkout-sessions', { order_id: order.order_id })
        await payWith('tok_visa')
        return
      default:
        await payWith('tok_visa')
        await write('/v1/refunds', {
          order_id: order.order_id,
          // A rest stays for the refund that may follow.
          amount_money: usd(1 + random.below(total - 1)),
          ...(random.below(3) === 0 ? { metadata: { simulate_refund: 'failed' } } : {}),
        })
        if (random.below(2) === 0) await write('/v1/refunds', { order_id: order.order_id })
    }
  }

  const running = Array.from({ length: count }, async () => {
    try {
      while (!isStopping) await buy()
    } catch (trouble) {
      troubles.push(trouble)
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

/** The same call again; its answer must be the one that was kept. */
export const send = (apiUrl: string, { key, path, body }: Written, apiKey = testKey) =>
  callApi(apiUrl, apiKey, 'POST', path, { body, idempotencyKey: key })
