import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../../test/support/server.ts'
import { declines } from '../../declines.ts'
import { paymentCalls, usd } from '../../payment-calls.fixture.ts'
import { type TestCard, testCards } from './cards.ts'
import { LATE_RESULT_MS } from './behaviour.ts'

const server = await startTestServer()
const { aCardToken, afterMs, anIntent, anOrder, answerChallenge, booksOf, confirmed, goneOn, pay, read } =
  paymentCalls(server)

/** Confirms with this token and does what the card asks for: passes the challenge, waits for a late result. */
const payWith = async (card: TestCard, token: string) => {
  const { payment_intent_id: id } = await anIntent()
  const first = await confirmed(id, token)
  assert.deepEqual(
    [first.payment_source.card.brand, first.payment_source.card.last4],
    [card.brand, card.number.slice(-4)],
  )
  if (card.isChallenged) {
    assert.equal(first.status, 'requires_action')
    await answerChallenge(first, 'completed')
    return goneOn(id)
  }
  if (card.resultAfterMs > 0) {
    assert.equal(first.status, 'processing')
    await afterMs(LATE_RESULT_MS + 1)
    return read(id)
  }
  return first
}

const expectResult = async (card: TestCard, intent: any) => {
  const books = await booksOf(intent.payment_intent_id)
  if (card.result === 'succeeds') {
    assert.deepEqual(
      [intent.status, intent.captured_money, intent.last_payment_error],
      ['succeeded', usd(1000), null],
    )
    assert.equal(books['processor_clearing'], 1000)
  } else {
    const { code, message, remediation } = intent.last_payment_error
    assert.deepEqual([intent.status, code], ['requires_payment_method', card.result])
    assert.deepEqual(
      [message, remediation.retryable, remediation.next_steps],
      [declines[card.result].message, declines[card.result].isRetryable, declines[card.result].nextSteps],
    )
    assert.deepEqual(books, {})
  }
}

const inWords = (card: TestCard) =>
  [card.isChallenged && 'challenge', card.resultAfterMs > 0 && 'late', card.result].filter(Boolean).join(', ')

describe('every test card, paid with over the API (flint-platform 25)', () => {
  for (const card of testCards) {
    it(`${card.number} as a card token: ${inWords(card)}`, async () =>
      expectResult(card, await payWith(card, await aCardToken(card.number))))
    for (const token of card.tokens)
      it(`${token}: ${inWords(card)}`, async () => expectResult(card, await payWith(card, token)))
    if (card.isChallenged)
      it(`${card.number}, challenge failed: authentication_required`, async () => {
        const { payment_intent_id: id } = await anIntent()
        await answerChallenge(await confirmed(id, card.tokens[0]!), 'failed')
        const failed = await goneOn(id)
        assert.deepEqual(
          [failed.status, failed.last_payment_error.code],
          ['requires_payment_method', 'authentication_required'],
        )
        assert.deepEqual(await booksOf(id), {})
      })
  }
})

describe('flint-platform 29, check 18', () => {
  it('9995: 200, order unpaid, attempt failed; a second card pays; exactly one charge', async () => {
    const { order_id } = await anOrder(4200)
    const first = await pay(order_id, {
      action: 'pay',
      payment_source: { token: await aCardToken('4000000000009995') },
    })
    const { order, payment_attempt: attempt } = first.data
    assert.deepEqual(
      [first.status, order.payment_status, attempt.status, attempt.failure_code],
      [200, 'unpaid', 'failed', 'insufficient_funds'],
    )
    const second = await pay(order_id, {
      action: 'pay',
      payment_source: { token: await aCardToken() },
    })
    assert.equal(second.data.order.payment_status, 'paid')
    const attempts = (await server.call('GET', `/v1/orders/${order_id}/payment-attempts`)).data
    assert.deepEqual(attempts.map((one: any) => one.status).sort(), ['failed', 'succeeded'])
    const { rows } = await server.services.db.query(
      `SELECT count(*)::int AS charges FROM ledger_entries
       WHERE order_id = $1 AND kind = 'capture' AND account = 'processor_clearing'`,
      [order_id],
    )
    assert.equal(rows[0].charges, 1)
  })
})

describe('payments/README.md', () => {
  it('lists every test card, in this order, and no other', async () => {
    const text = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8')
    const rows = [...text.matchAll(/^\| ([\d ]+?) +\| `(tok_\w+)` +\| (.+?) +\|$/gm)]
    assert.deepEqual(
      rows.map(([, number, token, summary]) => [number!.replaceAll(' ', ''), token, summary]),
      testCards.map((card) => [card.number, card.tokens[0], card.summary]),
    )
  })
})
