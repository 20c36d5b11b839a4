import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { dayMs } from '../../platform/clock/clock.ts'
import { said, savedCardCalls } from '../saved-cards.fixture.ts'

const server = await startTestServer()
const {
  aBuyer,
  aCustomer,
  readCustomer,
  save,
  saved,
  read,
  list,
  cardsOf,
  remove,
  setDefault,
  aToken,
  runTimers,
  eventsOf,
} = savedCardCalls(server)

const idsOf = (methods: any[]) => methods.map((one) => one.payment_method_id)

describe('GET /v1/payment-methods', () => {
  it('lists the active ones, newest first, unless a status is named', async () => {
    const customer = await aCustomer()
    const [visa, amex] = [await saved(customer), await saved(customer, 'tok_amex')]
    const failed = await saved(customer, 'tok_declined_card_declined')
    const pending = (await save({ customer_id: customer })).data.payment_method
    await remove(visa.payment_method_id)
    const other = await saved(customer, 'tok_mastercard')
    assert.deepEqual(
      idsOf(await list(`?customer_id=${customer}`)),
      [other, amex].map((one) => one.payment_method_id),
    )
    for (const [status, method] of Object.entries({ removed: visa, failed, pending }))
      assert.deepEqual(idsOf(await cardsOf(customer, status)), [method.payment_method_id], status)
    assert.deepEqual(await cardsOf(customer, 'expired'), [])
  })

  it('filters by usage and type, and pages', async () => {
    const customer = await aCustomer()
    const on = await saved(customer, 'tok_visa', { usage: 'on_session' })
    const off = await saved(customer, 'tok_amex')
    const own = `?customer_id=${customer}&type=card`
    assert.deepEqual(idsOf(await list(`${own}&usage=on_session`)), [on.payment_method_id])
    assert.deepEqual(idsOf(await list(`${own}&usage=off_session`)), [off.payment_method_id])
    const first = await server.call('GET', `/v1/payment-methods${own}&page_size=1`)
    assert.deepEqual(idsOf(first.data), [off.payment_method_id])
    const second = await list(`${own}&page_size=1&page_token=${first.json.next_page_token}`)
    assert.deepEqual(idsOf(second), [on.payment_method_id])
  })

  it('shows a buyer the active cards of their order’s customer, and nobody else’s', async () => {
    const [customer, stranger] = [await aCustomer(), await aCustomer()]
    const own = await saved(customer)
    await saved(customer, 'tok_declined_card_declined')
    const others = await saved(stranger)
    const buyer = await aBuyer(customer)
    assert.deepEqual(idsOf((await buyer.get('/v1/payment-methods')).data), [own.payment_method_id])
    for (const query of [`customer_id=${stranger}`, 'status=failed'])
      assert.deepEqual((await buyer.get(`/v1/payment-methods?${query}`)).data, [], query)
    assert.equal((await buyer.get(`/v1/payment-methods/${own.payment_method_id}`)).status, 200)
    assert.deepEqual(said(await buyer.get(`/v1/payment-methods/${others.payment_method_id}`)), [
      404,
      'PAYMENT_METHOD_NOT_FOUND',
      'payment_method_id',
    ])
    await remove(own.payment_method_id)
    assert.equal((await buyer.get(`/v1/payment-methods/${own.payment_method_id}`)).status, 404)
  })

  it('shows a buyer without a customer nothing', async () => {
    await saved(await aCustomer())
    const buyer = await aBuyer(null)
    assert.deepEqual((await buyer.get('/v1/payment-methods')).data, [])
  })
})

describe('GET /v1/payment-methods/{payment_method_id}', () => {
  it('reads one, with its customer when asked', async () => {
    const customer = await aCustomer()
    const method = await saved(customer)
    assert.deepEqual(await read(method.payment_method_id), method)
    const { data } = await server.call(
      'GET',
      `/v1/payment-methods/${method.payment_method_id}?expand=customer`,
    )
    assert.equal(data.customer.customer_id, customer)
  })

  it('is not found, and takes no other expansion', async () => {
    const { payment_method_id: id } = await saved(await aCustomer())
    const call = (path: string) => server.call('GET', `/v1/payment-methods/${path}`)
    assert.deepEqual(said(await call('pm_none')), [404, 'PAYMENT_METHOD_NOT_FOUND', 'payment_method_id'])
    assert.deepEqual(said(await call(`${id}?expand=order`)), [400, 'INVALID_EXPAND', 'expand'])
  })

  it('is expired when its month has passed, before the worker writes it and after', async () => {
    const customer = await aCustomer()
    const year = new Date(server.clock.nowMs()).getUTCFullYear()
    const { payment_method_id: id } = await saved(customer, await aToken('4242424242424242', year))
    const expiresAt = Date.UTC(year + 1, 0)
    server.clock.advance(expiresAt - server.clock.nowMs() - 60_000)
    assert.equal((await read(id)).status, 'active')
    server.clock.advance(dayMs)
    const seen = async () => [
      (await read(id)).status,
      (await cardsOf(customer)).length,
      (await cardsOf(customer, 'expired')).length,
    ]
    assert.deepEqual(await seen(), ['expired', 0, 1])
    await runTimers()
    assert.deepEqual(await seen(), ['expired', 0, 1])
    const stored = await server.services.db.query(
      'SELECT status FROM payment_methods WHERE payment_method_id = $1',
      [id],
    )
    assert.equal(stored.rows[0].status, 'expired')
  })
})

describe('POST /v1/payment-methods/{payment_method_id}/set-default', () => {
  it('names the card on the customer and announces that', async () => {
    const customer = await aCustomer()
    const method = await saved(customer)
    const { status, data } = await setDefault(method.payment_method_id)
    assert.deepEqual([status, data], [200, method])
    const after = await readCustomer(customer)
    assert.equal(after.default_payment_method_id, method.payment_method_id)
    const last = (await eventsOf(customer)).at(-1)!
    assert.deepEqual([last.type, last.data], ['customer.updated', after])
  })

  it('changes nothing the second time', async () => {
    const customer = await aCustomer()
    const { payment_method_id: id } = await saved(customer)
    await setDefault(id)
    const { version } = await readCustomer(customer)
    assert.equal((await setDefault(id)).status, 200)
    assert.equal((await readCustomer(customer)).version, version)
  })

  it('PAYMENT_METHOD_ON_SESSION_ONLY, PAYMENT_METHOD_NOT_ACTIVE, PAYMENT_METHOD_NOT_FOUND', async () => {
    const customer = await aCustomer()
    const param = 'payment_method_id'
    const { payment_method_id: on } = await saved(customer, 'tok_visa', { usage: 'on_session' })
    assert.deepEqual(said(await setDefault(on)), [409, 'PAYMENT_METHOD_ON_SESSION_ONLY', param])
    const { payment_method_id: failed } = await saved(customer, 'tok_declined_card_declined')
    const refused = await setDefault(failed)
    assert.deepEqual(said(refused), [409, 'PAYMENT_METHOD_NOT_ACTIVE', param])
    assert.equal(refused.error.current_status, 'failed')
    assert.deepEqual(said(await setDefault('pm_none')), [404, 'PAYMENT_METHOD_NOT_FOUND', param])
  })
})

describe('DELETE /v1/payment-methods/{payment_method_id}', () => {
  it('removes it, stays readable, and is no default any more', async () => {
    const customer = await aCustomer()
    const { payment_method_id: id } = await saved(customer)
    await setDefault(id)
    const { status, data } = await remove(id)
    assert.deepEqual([status, data], [200, { success: true }])
    const removed = await read(id)
    assert.deepEqual([removed.status, removed.card.last4], ['removed', '4242'])
    assert.equal((await readCustomer(customer)).default_payment_method_id, null)
    const last = (await eventsOf(id)).at(-1)!
    assert.deepEqual([last.type, last.data], ['payment_method.removed', removed])
  })

  it('removes once, and the same card can be saved again', async () => {
    const customer = await aCustomer()
    const { payment_method_id: id } = await saved(customer)
    await remove(id)
    assert.deepEqual((await remove(id)).data, { success: true })
    assert.equal((await eventsOf(id)).length, 2)
    assert.notEqual((await saved(customer)).payment_method_id, id)
  })

  it('ends a set-up that was begun', async () => {
    const { data } = await save({ customer_id: await aCustomer() })
    const { payment_method_id: id } = data.payment_method
    await remove(id)
    server.clock.advance(2 * dayMs)
    await runTimers()
    assert.equal((await read(id)).status, 'removed')
  })

  it('PAYMENT_METHOD_NOT_FOUND', async () => {
    assert.deepEqual(said(await remove('pm_none')), [404, 'PAYMENT_METHOD_NOT_FOUND', 'payment_method_id'])
  })
})

describe('a customer who is erased', () => {
  it('keeps no card', async () => {
    const customer = await aCustomer()
    const { payment_method_id: id } = await saved(customer)
    await setDefault(id)
    server.startWorker()
    const asked = await server.call('POST', `/v1/customers/${customer}/deletion-requests`)
    assert.ok(asked.status < 300, JSON.stringify(asked.json))
    for (let tries = 0; tries < 100 && (await read(id)).status !== 'removed'; tries++) {
      server.clock.advance(dayMs)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const left = await read(id)
    assert.deepEqual([left.status, left.card], ['removed', null])
    const { rows } = await server.services.db.query(
      'SELECT * FROM payment_methods WHERE payment_method_id = $1',
      [id],
    )
    assert.equal(rows[0].fingerprint, null)
  })
})
