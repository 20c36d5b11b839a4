import type { CustomField, LinkLine, LinkSnapshot, PublicLink } from './link-shapes.ts'

export const usd = (amount: number) => ({ amount, currency: 'USD' })

export const aLine = (special: Partial<LinkLine> = {}): LinkLine => ({
  key: 'tea',
  name: 'Tea',
  quantity: 1,
  unit_price_money: usd(450),
  ...special,
})

export const aField = (special: Partial<CustomField> = {}): CustomField => ({
  key: 'note',
  label: 'Note',
  custom_field_type: 'text',
  ...special,
})

/** A snapshot of a standard link that sells tea. */
export const aSnapshot = (
  special: Partial<PublicLink> = {},
  around: Partial<LinkSnapshot> = {},
): LinkSnapshot => ({
  payment_link: {
    payment_link_id: 'pl_1',
    name: 'Tea of the month',
    status: 'active',
    version: 1,
    completed_count: 0,
    max_completions: null,
    payment_link_type: 'standard',
    line_items: [aLine()],
    custom_fields: [],
    ...special,
  },
  resolution_context: 'context-1',
  resolution_context_expires_at: '2026-07-02T00:00:00Z',
  is_sold_out: false,
  remaining_quantity: null,
  merchant_name: 'Northwind',
  ...around,
})
