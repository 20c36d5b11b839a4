import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cards, flowlixCalls, hostedBody, profiles, statusIn } from '../support/flowlix-calls.ts'
import { hostedPayer } from '../support/flowlix-hosted.ts'
import { expectReturnTo } from '../support/flowlix-pages.ts'
import { letTimePass } from '../support/let-time-pass.ts'
import { startTestServer } from '../support/server.ts'

/* Source: contract, flowlix 8, row by row, as far as HTTP shows it; a browser walks it in test/browser. 18 Q5, Q13. */
const server = await startTestServer({}, { hasPages: true })
const clients = await flowlixCalls(server)
const hourMs = 3_600_000
const returnField = { a: 'redirect_url', b: 'redirect_url', c: 'return_url' } as const

for (const profile of profiles) {
  const client = clients[profile]
  const status = (name: string) => statusIn(profile, name)
  const opened = (returnTo: string) => client.opened({ [returnField[profile]]: returnTo })

  describe(`${profile.toUpperCase()}: the hosted page`, () => {
    it('has an address in the answer, which shows a page', async () => {
      const payment = await client.opened()
      const { pageStatus, pageHeaders } = await hostedPayer(server, payment)
      assert.equal(pageStatus, 200)
      assert.match(pageHeaders.get('content-type')!, /^text\/html/)
      assert.match(pageHeaders.get('content-security-policy') ?? '', /default-src/)
    })

    it('create status: pending, in C REQUIRES_ACTION; nothing is paid yet', async () => {
      const payment = await client.opened()
      assert.equal(payment.status, profile === 'c' ? 'REQUIRES_ACTION' : 'pending')
      const { data } = await server.call('GET', `/v1/orders/${(await hostedPayer(server, payment)).orderId}`)
      assert.equal(data.payment_status, 'unpaid')
    })

    for (const [asked, why] of [
      ['https://shop.example/done', 'plain'],
      ['https://shop.example', 'without a path'],
      ['https://shop.example/done?cart=7&x=%20', 'with a query, which it keeps'],
      ['https://shop.example/done#top', 'with a fragment, which stays last'],
      ['https://shop.example/done?a=1#top?b=2', 'with both'],
    ] as const)
      it(`return query: payment_id and status, at an address ${why}`, async () => {
        const payment = await opened(asked)
        const payer = await hostedPayer(server, payment)
        expectReturnTo(await payer.pay(cards.visa), asked, payment.id, status('succeeded'))
      })

    it('the payer of a card that was declined returns with failed: one attempt is all', async () => {
      const payment = await opened('https://shop.example/done')
      const payer = await hostedPayer(server, payment)
      expectReturnTo(
        await payer.pay(cards.insufficientFunds),
        'https://shop.example/done',
        payment.id,
        status('failed'),
      )
      const failed = (await client.read(payment.id)).json
      assert.deepEqual([failed.status, failed.decline_code], [status('failed'), 'insufficient_funds'])
      const second = await payer.token({ number: cards.visa })
      if (second.status < 300) {
        const again = await payer.tryToPay({ token: second.data.token ?? second.data.token_id })
        assert.ok(again.status >= 400, again.text)
      }
      assert.equal((await client.read(payment.id)).json.status, status('failed'))
    })

    it('done never accepts a card again', async () => {
      const payer = await hostedPayer(server, await client.opened())
      await payer.pay(cards.visa)
      const second = await payer.token({ number: cards.mastercard })
      const answer =
        second.status < 300
          ? await payer.tryToPay({ token: second.data.token ?? second.data.token_id })
          : second
      assert.ok(answer.status >= 400, answer.text)
    })

    it('abandoned by its button: the payer returns too, and the payment has ended', async () => {
      const payment = await opened('https://shop.example/done?cart=7')
      const payer = await hostedPayer(server, payment)
      // Source: contract, flowlix 17.2 and 18 Q13.
      const expected = { a: 'failed', b: 'canceled', c: 'CANCELED' }[profile]
      expectReturnTo(await payer.cancel(), 'https://shop.example/done?cart=7', payment.id, expected)
      const { json } = await client.read(payment.id)
      assert.deepEqual([json.status, json.decline_code, json.decline_message], [expected, null, null])
    })

    it('left open: waits for 24 hours, then has expired and takes no card', async () => {
      const payment = await client.opened()
      const payer = await hostedPayer(server, payment)
      await letTimePass(server, 24 * hourMs - 60_000)
      assert.equal((await client.read(payment.id)).json.status, payment.status)
      await letTimePass(server, 120_000)
      const expected = { a: 'failed', b: 'expired', c: 'EXPIRED' }[profile]
      const { json } = await client.read(payment.id)
      assert.deepEqual([json.status, json.decline_code], [expected, null])
      const answer = await payer.token({ number: cards.visa })
      const tried = answer.status < 300 ? await payer.tryToPay({ token: answer.data.token }) : answer
      assert.ok(tried.status >= 400, tried.text)
    })

    it('asks the bank on the page itself: 3-D Secure, done and failed', async () => {
      const done = await opened('https://shop.example/done')
      const returned = await (await hostedPayer(server, done)).payAndAnswer(cards.challenged, 'completed')
      expectReturnTo(returned, 'https://shop.example/done', done.id, status('succeeded'))

      const failed = await opened('https://shop.example/done')
      const back = await (await hostedPayer(server, failed)).payAndAnswer(cards.challenged, 'failed')
      expectReturnTo(back, 'https://shop.example/done', failed.id, status('failed'))
      assert.equal((await client.read(failed.id)).json.decline_code, 'authentication_failed')
    })

    it('works with the test cards of the table, and declines every other number', async () => {
      for (const [number, code] of [
        [cards.mastercard, null],
        [cards.expired, 'expired_card'],
        [cards.lost, 'lost_card'],
        ['4556737586899855', 'generic_decline'],
      ] as const) {
        const payment = await client.opened()
        await (await hostedPayer(server, payment)).pay(number)
        const { json } = await client.read(payment.id)
        assert.deepEqual([json.status, json.decline_code], [status(code ? 'failed' : 'succeeded'), code])
      }
    })

    it('shows what the payer sees of the card once it is paid', async () => {
      const payment = await client.opened()
      await (await hostedPayer(server, payment)).pay(cards.mastercard)
      const { card } = (await client.read(payment.id)).json
      assert.deepEqual(
        [card.brand, card.last4, card.exp_month, card.exp_year],
        ['mastercard', '4444', 8, 2040],
      )
    })

    it('can be refunded as a direct payment', async () => {
      const payment = await client.opened()
      await (await hostedPayer(server, payment)).pay(cards.visa)
      const answer = await client.refund(payment)
      assert.ok(answer.status < 300, answer.text)
    })
  })
}

describe('trust: the return query is only a hint', () => {
  it('changes nothing when it is made up', async () => {
    const payment = await clients.a.opened()
    await fetch(`${server.url}/hpp/${payment.id}?payment_id=${payment.id}&status=succeeded`)
    assert.equal((await clients.a.read(payment.id)).json.status, 'pending')
  })
})

describe('A: the page’s address', () => {
  it('is on a GET while the payment waits, and null after', async () => {
    const { a } = clients
    const payment = await a.opened()
    assert.equal((await a.read(payment.id)).json.redirect_url, payment.redirect_url)
    await (await hostedPayer(server, payment)).pay(cards.visa)
    assert.equal((await a.read(payment.id)).json.redirect_url, null)
  })
})

describe('C: who pays', () => {
  it('is what the payer says on the page, whatever the merchant sent', async () => {
    const { c } = clients
    const payment = await c.opened()
    const payer = await hostedPayer(server, payment)
    const edited = await payer.edit({ email: 'other@example.com', first_name: 'Other' })
    assert.equal(edited.status, 200, edited.text)
    await payer.pay(cards.visa)
    const { billing_details: billing } = (await c.read(payment.id)).json
    assert.deepEqual([billing.email, billing.first_name], ['other@example.com', 'Other'])
  })

  it('may be left to the page', async () => {
    const { c } = clients
    const { status } = await c.open({ ...hostedBody('c'), billing_details: undefined })
    assert.equal(status, 201)
  })
})

describe('page states', () => {
  it('a payment that is not there: no credential opens it', async () => {
    const payment = await clients.a.opened()
    const other = await clients.a.opened()
    const payer = await hostedPayer(server, payment)
    const { status } = await payer.call('GET', `/v1/flowlix/hosted-payments/${other.id}`)
    assert.equal(status, 404)
    const none = await server.call('GET', `/v1/flowlix/hosted-payments/${payment.id}`, { key: null })
    assert.equal(none.status, 401)
  })
})
