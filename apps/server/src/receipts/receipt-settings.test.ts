import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../test/support/server.ts'
import { sendDueEmails } from '../mail/send-due-emails.ts'
import { environments } from '../platform/auth/environments.ts'
import { settingsCalls } from '../settings/a-setting.fixture.ts'
import { receiptWriters } from './write-receipt.ts'

/** What settings do to receipts. Source: contract, flint-platform 16.1. */

const server = await startTestServer()
const known = environments(server.services)
const { set, read, clear } = settingsCalls(server)
afterEach(clear)
let keys = 0

const done = async (method: string, path: string, body?: unknown) => {
  const { status, data, json } = await server.call(
    method,
    path,
    body === undefined ? {} : { body, idempotencyKey: `receipt-settings-${++keys}` },
  )
  assert.ok(status < 300, JSON.stringify(json))
  return data
}
const aPaidOrder = async (): Promise<string> => {
  const { order_id } = await done('POST', '/v1/orders', {
    line_items: [{ name: 'Desk lamp', unit_price_money: { amount: 4200, currency: 'USD' } }],
    buyer_contact: { email: 'buyer@example.com' },
  })
  await done('POST', `/v1/orders/${order_id}/pay`, { action: 'pay', payment_source: { token: 'tok_visa' } })
  return order_id
}
const mailed = async (orderId: string) => {
  await sendDueEmails(server.services, known, receiptWriters, null)
  return done('GET', `/v1/developer/emails?order_id=${orderId}`)
}
const theReceipt = async (): Promise<{ html: string; text: string }> => {
  const [email] = await mailed(await aPaidOrder())
  return done('GET', `/v1/developer/emails/${email.email_id}`)
}

describe('receipts', () => {
  it('header_text and footer_text stand on it, their line breaks too', async () => {
    await set({
      receipts: { header_text: 'Thanks <3\nSee you soon', footer_text: 'Open 9 to 5. '.repeat(20).trim() },
    })
    const { html, text } = await theReceipt()
    assert.match(html, /Thanks &lt;3\nSee you soon/)
    assert.match(text, /^Thanks <3\nSee you soon$/m)
    assert.match(html, /Open 9 to 5/)
    for (const line of text.split('\n')) assert.ok(line.length <= 60, line)
  })

  it('is_itemized false: no items, the sums all the same', async () => {
    await set({ receipts: { is_itemized: false } })
    const { html, text } = await theReceipt()
    for (const written of [html, text]) {
      assert.doesNotMatch(written, /Desk lamp/)
      assert.match(written, /\$42\.00/)
      assert.match(written, /Visa ending in 4242/)
    }
  })

  it('is_auto_email_enabled false: none is sent by itself, one that is asked for is', async () => {
    await set({ receipts: { is_auto_email_enabled: false } })
    const orderId = await aPaidOrder()
    assert.deepEqual(await mailed(orderId), [])
    await done('POST', `/v1/orders/${orderId}/receipt`, {})
    assert.equal((await mailed(orderId)).length, 1)
  })
})

describe('customer_email_delivery.order_receipts', () => {
  it('merchant_sends: none is sent by itself', async () => {
    await set({ customer_email_delivery: { order_receipts: 'merchant_sends' } })
    assert.deepEqual(await mailed(await aPaidOrder()), [])
    await set({ customer_email_delivery: { order_receipts: 'flint_sends' } })
    assert.equal((await mailed(await aPaidOrder())).length, 1)
  })
})

describe('tax_identity', () => {
  it('says on receipts who sells', async () => {
    const { version } = await read()
    await set({
      expected_version: version,
      tax_identity: {
        legal_name: 'Lamps & Co Ltd',
        registered_address: { line1: '1 Quay', city: 'Dublin', postal_code: 'D02', country: 'IE' },
        tax_ids: [{ type: 'eu_vat', value: 'IE6388047V' }],
      },
    })
    const { html, text } = await theReceipt()
    assert.match(text, /Lamps & Co Ltd\n1 Quay\nDublin D02\nIE\nVAT IE6388047V/)
    assert.match(html, /Lamps &amp; Co Ltd\n1 Quay/)
  })
})

describe('branding', () => {
  it('paints the receipt, so that it can be read', async () => {
    await set({
      branding: {
        background_color: '#fff7ed',
        primary_color: '#9a3412',
        accent_color: '#ffff00',
        corner_radius: 3,
        font_family: 'system_serif',
      },
    })
    const { html } = await theReceipt()
    assert.match(html, /\.page \{ background: #fff7ed; \}/)
    assert.match(html, /border-top: 6px solid #9a3412/)
    assert.match(html, /border-radius: 3px/)
    assert.match(html, /font-family: Georgia/)
    // Yellow is read on the dark sheet, not on the white one.
    const [light, dark] = [...html.matchAll(/\.amount \{ color: (#\w+)/g)].map((match) => match[1])
    assert.notEqual(light, '#ffff00')
    assert.equal(dark, '#ffff00')
  })
})
