import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { savedCardCalls } from './saved-cards.fixture.ts'

const server = await startTestServer()
const {
  aCustomer,
  readCustomer,
  save,
  saved,
  read,
  cardsOf,
  remove,
  setDefault,
  anOrder,
  paid,
  pay,
  intentOf,
  eventsOf,
} = savedCardCalls(server)

const rounds = 6

describe('at the same moment', () => {
  it('a card is removed and charged: each charge came before or was refused', async () => {
    for (let round = 0; round < rounds; round++) {
      const customer = await aCustomer()
      const { payment_method_id } = await saved(customer)
      const orders = await Promise.all(Array.from({ length: 12 }, () => anOrder(customer)))
      const charge = (orderId: string) => pay(orderId, { payment_source: { payment_method_id } })
      const [before, after] = [orders.slice(0, 6), orders.slice(6)]
      const payments = await Promise.all([
        ...before.map(charge),
        remove(payment_method_id),
        ...after.map(charge),
      ])
      const [removal] = payments.splice(before.length, 1)
      assert.equal(removal!.status, 200)
      assert.equal((await read(payment_method_id)).status, 'removed')
      // Ids of one process grow, and are made under the locks: what came later has the larger one.
      const removed = (await eventsOf(payment_method_id)).at(-1)!
      for (const { status, data, error } of payments) {
        if (status !== 200) {
          assert.equal(error.code, 'PAYMENT_METHOD_NOT_ACTIVE')
          continue
        }
        const [leg] = data.payment_attempt.payment_intents
        const charged = (await eventsOf(leg.payment_intent_id)).at(-1)!
        assert.equal(charged.type, 'payment_intent.succeeded')
        assert.ok(charged.id < removed.id, 'charged after it was removed')
      }
    }
  })

  it('two payments save the same card: it is kept once, and both name it', async () => {
    for (let round = 0; round < rounds; round++) {
      const customer = await aCustomer()
      const orders = await Promise.all([1, 2, 3, 4].map(() => anOrder(customer)))
      const body = { payment_source: { token: 'tok_visa' }, save_payment_method: true }
      const payments = await Promise.all(orders.map((orderId) => paid(orderId, body)))
      const [card, ...others] = await cardsOf(customer)
      assert.deepEqual(others, [])
      for (const { payment_attempt } of payments) {
        const { payment_source } = await intentOf(payment_attempt)
        assert.equal(payment_source.card.payment_method_id, card.payment_method_id)
      }
      assert.equal((await eventsOf(card.payment_method_id)).length, 1)
    }
  })

  it('a payment and set-ups save the same card: it is kept once', async () => {
    for (let round = 0; round < rounds; round++) {
      const customer = await aCustomer()
      const orderId = await anOrder(customer)
      const { data } = await save({ customer_id: customer })
      const { payment_method_id } = data.payment_method
      await Promise.all([
        paid(orderId, { payment_source: { token: 'tok_visa' }, save_payment_method: true }),
        saved(customer),
        saved(customer),
        saved(customer, 'tok_visa', { payment_method_id }),
      ])
      const [card, ...others] = await cardsOf(customer)
      assert.deepEqual(others, [])
      assert.equal(card.usage, 'off_session')
    }
  })

  it('a card is removed and made the default: no default is left that was removed', async () => {
    for (let round = 0; round < rounds; round++) {
      const customer = await aCustomer()
      const { payment_method_id } = await saved(customer)
      await Promise.all([setDefault(payment_method_id), remove(payment_method_id)])
      assert.equal((await readCustomer(customer)).default_payment_method_id, null)
    }
  })
})
