import assert from 'node:assert/strict'
import { type Caller, freshKey, usd } from '../support/money-calls.ts'
import {
  type Article,
  type Basket,
  type Bill,
  type Place,
  type Voucher,
  billOf,
  postalCodes,
  vouchersFor,
} from './shop-bill.ts'
import { done, made, read, refused } from './shop-calls.ts'

/** What the shop writes down of one order: what it asked for, and what it was told became of the money. */
export type Sale = {
  orderId: string
  customerId: string | null
  basket: Basket
  /** The vouchers that count. */
  counting: Voucher[]
  bill: Bill
  payments: { intentId: string; amount: number }[]
  refunds: { refundId: string; amount: number; hasFailed: boolean }[]
  /** What the bank has taken back and not returned. */
  lost: number
}

export type Visit = { customerId?: string | null; code?: Voucher; isCodeGone?: boolean }

const addressIn = (place: Place) =>
  place === 'texas'
    ? {
        address: {
          line1: '1 Main St',
          city: 'Austin',
          state: 'TX',
          postal_code: postalCodes.texas,
          country: 'US',
        },
      }
    : { postal_code: postalCodes[place], country: 'US' }

const taxOf = ({ place, flatTax }: Basket) => {
  if (place) return { tax: { enabled: true, calculation: { mode: 'automatic' }, location: addressIn(place) } }
  if (!flatTax) return {}
  const flat = { type: 'flat_amount', flat_money: usd(flatTax), tax_type: 'retail_delivery_fee' }
  return { tax: { enabled: true, calculation: { mode: 'external', components: [flat] } } }
}

/** The order as it is sent. */
export const orderOf = ({ articles, fees, tip, apology, ...basket }: Basket) => ({
  line_items: articles.map(({ line, quantity, ownTax }) => ({
    ...line,
    quantity,
    ...(ownTax
      ? {
          tax: {
            taxable: true,
            calculation: {
              mode: 'external',
              price_mode: ownTax.isInside ? 'inclusive' : 'additive',
              components: [{ type: 'percentage', percent: ownTax.percent, tax_type: 'sales_tax' }],
            },
          },
        }
      : {}),
  })),
  charges: fees.map((fee) =>
    'amount' in fee
      ? { type: fee.type, name: 'Delivery', amount_money: usd(fee.amount) }
      : {
          type: 'service_fee',
          name: 'Service',
          percent: fee.percent,
          calculation_basis: 'subtotal_post_discount',
        },
  ),
  ...(tip ? { requested_tip: 'amount' in tip ? { amount_money: usd(tip.amount) } : tip } : {}),
  ...(apology ? { discounts: [{ manual: { name: 'Sorry for the wait', amount_money: usd(apology) } }] } : {}),
  ...taxOf({ articles, fees, tip, ...basket }),
})

const amountsOf = (shown: Record<string, { amount: number }>) =>
  Object.fromEntries(Object.entries(shown).map(([name, { amount }]) => [name.replace('_money', ''), amount]))

export const paidOf = ({ payments }: Sale) => payments.reduce((all, { amount }) => all + amount, 0)
export const refundedOf = ({ refunds }: Sale) =>
  refunds.reduce((all, { amount, hasFailed }) => all + (hasFailed ? 0 : amount), 0)

/** An order as it is shown must say what the shop has written down, to the cent. */
export const expectAsWritten = (shown: any, sale: Sale) => {
  const { bill, orderId } = sale
  const [paid, refunded] = [paidOf(sale), refundedOf(sale)]
  const [outstanding, credit] = [Math.max(0, bill.total - paid), Math.max(0, paid - bill.total)]
  assert.deepEqual(
    {
      ...amountsOf(shown.pricing_amounts),
      ...amountsOf(shown.settlement_amounts),
      lines: shown.line_items.map((line: any) => [
        line.subtotal_money.amount,
        line.discount_money.amount,
        line.tax_money.amount,
        line.total_money.amount,
      ]),
      charges: shown.charges.map((charge: any) => [charge.tax_money.amount, charge.total_money.amount]),
    },
    {
      subtotal: bill.sales,
      discount: bill.discount,
      charge: bill.charges,
      tax: bill.tax,
      requested_tip: bill.tip,
      total: bill.total,
      paid,
      refunded,
      net_collected: paid - refunded,
      outstanding,
      credit,
      balance: outstanding - credit,
      // Goods are paid before the tip.
      settled_tip: Math.max(0, Math.min(bill.tip, paid - (bill.total - bill.tip))),
      lines: bill.lines.map(({ subtotal, discount, tax, total }) => [subtotal, discount, tax, total]),
      charges: bill.fees.map(({ tax, total }) => [tax, total]),
    },
    orderId,
  )
}

export type Till = ReturnType<typeof openTill>

/** The shop's own code around Flint. Everything goes into `sales`. */
export const openTill = (flint: Caller) => {
  const sales: Sale[] = []
  const path = (sale: Sale) => `/v1/orders/${sale.orderId}`

  const check = async (sale: Sale) => expectAsWritten(await read(flint, path(sale)), sale)

  /** Makes the order, and gives the buyer's code a try: whether it counts, the shop knows beforehand. */
  const ringUp = async (
    basket: Basket,
    { customerId = null, code, isCodeGone = false }: Visit = {},
  ): Promise<Sale> => {
    const order = await made(flint, '/v1/orders', {
      ...orderOf(basket),
      ...(customerId ? { customer_id: customerId } : {}),
    })
    const { count: counting } = vouchersFor(basket, null)
    const bill = billOf(basket, counting)
    const sale: Sale = {
      orderId: order.order_id,
      customerId,
      basket,
      counting,
      bill,
      payments: [],
      refunds: [],
      lost: 0,
    }
    sales.push(sale)
    expectAsWritten(order, sale)
    if (code) await tryCode(sale, code, isCodeGone)
    return sale
  }

  const tryCode = async (sale: Sale, code: Voucher, isGone = false, by: Caller = flint) => {
    const { count, refusal } = vouchersFor(sale.basket, code)
    const reason = isGone ? 'exhausted' : refusal
    const call = by.call('POST', `${path(sale)}/discounts`, {
      body: { discount: { promotion: { promotion_code: code.toLowerCase() } } },
      idempotencyKey: freshKey(),
    })
    if (reason) assert.equal(refused(await call, 409, 'PROMOTION_DECLINED').reason, reason)
    else voucherCounts(sale, count, await call)
    await check(sale)
  }

  const voucherCounts = (
    sale: Sale,
    counting: Voucher[],
    { status, json }: { status: number; json: any },
  ) => {
    assert.equal(status, 200, JSON.stringify(json))
    sale.counting = counting
    sale.bill = billOf(sale.basket, counting)
  }

  /** Writes down what an attempt has taken. */
  const book = (sale: Sale, answer: any): string => {
    const { payment_intents, status } = answer.payment_attempt
    for (const { payment_intent_id: intentId, amount_money, status: leg } of payment_intents)
      if (leg === 'succeeded' && !sale.payments.some((payment) => payment.intentId === intentId))
        sale.payments.push({ intentId, amount: amount_money.amount })
    expectAsWritten(answer.order, sale)
    return status
  }

  const payBody = async (sale: Sale, body: object, by: Caller = flint) => done(by, `${path(sale)}/pay`, body)

  /** Pays all that is due, and says how the attempt stands. */
  const pay = async (
    sale: Sale,
    payment_source: object | string = 'tok_visa',
    more: object = {},
    by = flint,
  ) => {
    const source = typeof payment_source === 'string' ? { token: payment_source } : payment_source
    const answer = await payBody(sale, { action: 'pay', payment_source: source, ...more }, by)
    return { status: book(sale, answer), attempt: answer.payment_attempt }
  }
  const paid = async (...call: Parameters<typeof pay>) => {
    assert.equal((await pay(...call)).status, 'succeeded')
    return call[0]
  }
  const declined = async (sale: Sale, token: string, code: string) => {
    const { status, attempt } = await pay(sale, token)
    assert.deepEqual([status, attempt.failure_code], ['failed', code])
  }
  const resume = async (sale: Sale, attempt: any) =>
    book(
      sale,
      await payBody(sale, { action: 'resume', order_payment_attempt_id: attempt.order_payment_attempt_id }),
    )

  /** Sells more on an order that is there already. */
  const add = async (sale: Sale, article: Article) => {
    const { line, quantity } = article
    const order = await done(flint, `${path(sale)}/line-items`, { line_items: [{ ...line, quantity }] })
    sale.basket = { ...sale.basket, articles: [...sale.basket.articles, article] }
    sale.bill = billOf(sale.basket, sale.counting)
    expectAsWritten(order, sale)
    return order
  }

  const leg = async (sale: Sale, amount: number, more: object = {}): Promise<string> => {
    const body = { amount_money: usd(amount), ...more }
    return (await made(flint, `${path(sale)}/payment-intents`, body)).payment_intent.payment_intent_id
  }
  const payLegs = async (sale: Sale, legs: [intentId: string, token: string][]) => {
    const answer = await payBody(sale, {
      action: 'confirm_payment_intents',
      payment_intents: legs.map(([payment_intent_id, token]) => ({ payment_intent_id, token })),
      completion_behavior: 'partial_payment',
    })
    return { status: book(sale, answer), attempt: answer.payment_attempt }
  }

  /** Has the whole amount held. */
  const hold = async (sale: Sale, token = 'tok_visa') => {
    const intentId = await leg(sale, sale.bill.total, { capture_method: 'manual' })
    const { status, attempt } = await payLegs(sale, [[intentId, token]])
    assert.equal(status, 'requires_capture')
    return { intentId, order_payment_attempt_id: attempt.order_payment_attempt_id as string }
  }
  type Hold = Awaited<ReturnType<typeof hold>>
  const capture = async (sale: Sale, { intentId, order_payment_attempt_id }: Hold, amount: number) => {
    const body = { order_payment_attempt_id, amount_money: usd(amount) }
    const { order } = await done(flint, `${path(sale)}/payment-intents/${intentId}/capture`, body)
    sale.payments.push({ intentId, amount })
    expectAsWritten(order, sale)
  }
  const letGo = async (sale: Sale, { intentId, order_payment_attempt_id }: Hold) => {
    await done(flint, `${path(sale)}/payment-intents/${intentId}/cancel`, { order_payment_attempt_id })
    await check(sale)
  }

  /** What the bank has found out since: the payment of an order by bank debit, for instance. */
  const lookUp = async (sale: Sale) => {
    const order = await read(flint, `${path(sale)}?expand=payment_intents`)
    for (const { payment_intent_id: intentId, status, captured_money } of order.payment_intents)
      if (status === 'succeeded' && !sale.payments.some((payment) => payment.intentId === intentId))
        sale.payments.push({ intentId, amount: captured_money.amount })
    expectAsWritten(order, sale)
    return order
  }

  /** Gives money back; `amount` is what the shop expects that to come to. */
  const refund = async (sale: Sale, amount: number, what: object, tipPart = 0) => {
    const refund = await made(flint, '/v1/refunds', { order_id: sale.orderId, ...what })
    assert.deepEqual([refund.amount_money, refund.refunded_tip_money], [usd(amount), usd(tipPart)])
    const entry = { refundId: refund.refund_id as string, amount, hasFailed: false }
    sale.refunds.push(entry)
    await check(sale)
    return entry
  }

  /** Ends an order; one that was never paid loses its vouchers with it. */
  const close = async (sale: Sale) => {
    const order = await done(flint, `${path(sale)}/close`, { reason_message: 'Nobody came' })
    if (sale.payments.length === 0) {
      sale.counting = []
      sale.bill = billOf(sale.basket, [])
    }
    expectAsWritten(order, sale)
  }

  /** A buyer on the payment page: what they may say to Flint, with the credentials of their session only. */
  const openCheckout = async (sale: Sale, settings: object = {}) => {
    const session = await made(flint, '/v1/checkout-sessions', { order_id: sale.orderId, ...settings })
    const headers = {
      'X-Checkout-Session-ID': session.checkout_session_id as string,
      'X-Checkout-Session-Secret': session.checkout_access.checkout_auth_token as string,
    }
    const buyer: Caller = {
      call: (method, to, options = {}) => flint.call(method, to, { ...options, key: null, headers }),
    }
    const sessionId: string = session.checkout_session_id
    const tip = async (wish: NonNullable<Basket['tip']>) => {
      const requested_tip = 'amount' in wish ? { amount_money: usd(wish.amount) } : wish
      const order = await done(buyer, path(sale), { requested_tip }, 'PATCH')
      sale.basket = { ...sale.basket, tip: wish }
      sale.bill = billOf(sale.basket, sale.counting)
      expectAsWritten(order, sale)
    }
    const typeCard = async (number: string): Promise<string> => {
      const card = { number, exp_month: 11, exp_year: 2041, cvc: number.startsWith('37') ? '1234' : '123' }
      return (await made(buyer, '/v1/tokens', { card })).token
    }
    return {
      buyer,
      sessionId,
      tip,
      tryCode: (code: Voucher, isGone = false) => tryCode(sale, code, isGone, buyer),
      /** Types a card into the form and presses the button. */
      pay: async (number: string, more: object = {}) => pay(sale, await typeCard(number), more, buyer),
      payWith: (source: object) => pay(sale, source, {}, buyer),
      statusNow: async () => (await read(flint, `/v1/checkout-sessions/${sessionId}`)).status as string,
    }
  }

  return {
    sales,
    path,
    check,
    ringUp,
    voucherCounts,
    tryCode,
    pay,
    paid,
    declined,
    resume,
    add,
    leg,
    payLegs,
    hold,
    capture,
    letGo,
    lookUp,
    refund,
    close,
    openCheckout,
  }
}
