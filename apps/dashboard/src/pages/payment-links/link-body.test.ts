import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PaymentLink } from '../../api/shapes.ts'
import { linkBody } from './link-body.ts'
import { emptyField, emptyLine, emptyLink, typedLinkOf } from './typed-link.ts'

const usd = (amount: number) => ({ amount, currency: 'USD' })

const link = {
  payment_link_id: 'pl_1',
  version: 3,
  name: 'Tea',
  payment_link_type: 'standard',
  description: null,
  image: null,
  inactive_message: null,
  max_completions: 5,
  line_items: [
    {
      payment_link_line_item_id: 'plli_1',
      key: 'tea',
      name: 'Tea',
      description: null,
      unit_price_money: usd(450),
      resolved_name: 'Tea',
      resolved_unit_price_money: usd(450),
      variant_id: null,
      bundle_id: null,
      quantity: 2,
      tax: { tax_code: 'food' },
      allow_quantity_adjustment: true,
      min_quantity: 0,
      max_quantity: 9,
      allow_unit_price_adjustment: false,
      min_unit_price_money: null,
      max_unit_price_money: null,
      suggested_unit_price_money_options: [],
      is_catalog_item_unavailable: false,
    },
  ],
  custom_fields: [
    {
      key: 'size',
      label: 'Size',
      custom_field_type: 'dropdown',
      required: true,
      options: ['S', 'L'],
      max_length: null,
      placeholder: null,
      position: 0,
    },
  ],
  custom_text: { order_summary_message: 'Hello', success_message: 'Bye' },
  donation_min_amount_money: null,
  donation_max_amount_money: null,
  donation_suggested_amount_money_options: [],
  event_config: null,
  expiration: { expires_in_seconds: 600 },
  redirects: null,
  customer_collection: null,
  tip: null,
  tax: null,
} as unknown as PaymentLink

describe('linkBody', () => {
  it('makes a standard link of what was filled in, and nothing else', () => {
    const typed = {
      ...emptyLink(),
      name: ' Tea ',
      lines: [
        { ...emptyLine(0), name: 'Tea', price: '4,50', canChangeQuantity: true, maxQuantity: '9' },
        { ...emptyLine(1), name: 'Tip jar', price: '1', canChangePrice: true, suggestions: '1; 2 5' },
      ],
      fields: [{ ...emptyField(0), label: 'Size', type: 'dropdown' as const, options: 'S\n\n L \n' }],
      maxCompletions: '1',
    }
    assert.deepEqual(linkBody(typed, null), {
      payment_link_type: 'standard',
      name: 'Tea',
      max_completions: 1,
      line_items: [
        {
          name: 'Tea',
          unit_price_money: usd(450),
          quantity: 1,
          allow_quantity_adjustment: true,
          max_quantity: 9,
        },
        {
          name: 'Tip jar',
          unit_price_money: usd(100),
          quantity: 1,
          allow_unit_price_adjustment: true,
          suggested_unit_price_money_options: [usd(100), usd(200), usd(500)],
        },
      ],
      custom_fields: [{ label: 'Size', custom_field_type: 'dropdown', required: false, options: ['S', 'L'] }],
    })
  })

  it('makes a donation', () => {
    const typed = {
      ...emptyLink(),
      type: 'donation' as const,
      name: 'Roof',
      currency: 'EUR',
      donation: { min: '5', max: '', suggestions: '10;25' },
      hasTip: true,
    }
    assert.deepEqual(linkBody(typed, null), {
      payment_link_type: 'donation',
      name: 'Roof',
      custom_fields: [],
      donation_min_amount_money: { amount: 500, currency: 'EUR' },
      donation_suggested_amount_money_options: [
        { amount: 1000, currency: 'EUR' },
        { amount: 2500, currency: 'EUR' },
      ],
    })
  })

  it('makes an event, whose time is that of its place', () => {
    const typed = {
      ...emptyLink(),
      type: 'event' as const,
      name: 'Concert',
      lines: [{ ...emptyLine(0), name: 'Seat', price: '30' }],
      event: { at: '2026-12-24T20:00', timezone: 'Europe/Berlin', venue: 'Hall', places: '120' },
    }
    assert.deepEqual(linkBody(typed, null)['event_config'], {
      event_at: '2026-12-24T19:00:00Z',
      timezone: 'Europe/Berlin',
      venue: 'Hall',
      max_total_quantity: 120,
    })
  })

  it('sends what is no number as it is', () => {
    const lines = [{ ...emptyLine(0), name: 'Tea', price: 'much', quantity: 'two' }]
    const { line_items } = linkBody({ ...emptyLink(), lines }, null) as { line_items: unknown[] }
    assert.deepEqual(line_items, [
      { name: 'Tea', unit_price_money: { amount: 'much', currency: 'USD' }, quantity: 'two' },
    ])
  })

  it('changes a link and keeps what the form does not show', () => {
    const typed = { ...typedLinkOf(link), maxCompletions: '', successMessage: '' }
    const body = linkBody(typed, link)
    assert.deepEqual(
      [body['expected_version'], body['max_completions'], body['custom_text'], body['expiration']],
      [3, null, { order_summary_message: 'Hello' }, { expires_in_seconds: 600 }],
    )
    assert.deepEqual(body['line_items'], [
      {
        key: 'tea',
        name: 'Tea',
        unit_price_money: usd(450),
        tax: { tax_code: 'food' },
        quantity: 2,
        allow_quantity_adjustment: true,
        min_quantity: 0,
        max_quantity: 9,
      },
    ])
    assert.deepEqual(body['custom_fields'], [
      { key: 'size', label: 'Size', custom_field_type: 'dropdown', required: true, options: ['S', 'L'] },
    ])
    assert.equal('payment_link_type' in body, false)
  })
})
