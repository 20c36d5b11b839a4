import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { startTestServer } from '../../../../../test/support/server.ts'
import { settingsCalls } from '../a-setting.fixture.ts'
import { settingsOf } from '../settings-of.ts'
import { environments } from '../../platform/auth/environments.ts'

const server = await startTestServer()
const { patch, set, read, effective, clear } = settingsCalls(server)
afterEach(clear)

const usd = (amount: number) => ({ amount, currency: 'USD' })
const refused = async (body: unknown, expected: readonly [number, string, string?]) => {
  const before = await read()
  const { status, error } = await patch(body)
  assert.deepEqual([status, error?.code, error?.param], expected, JSON.stringify(body))
  assert.deepEqual(await read(), before)
}

describe('PATCH /v1/settings', () => {
  it('200: changes what is sent and leaves the rest', async () => {
    await set({ branding: { accent_color: '#112233', corner_radius: 4 }, receipts: { header_text: 'Hello' } })
    const changed = await set({ branding: { accent_color: '#445566' } })
    assert.deepEqual(
      [changed.branding.accent_color, changed.branding.corner_radius, changed.receipts.header_text],
      ['#445566', 4, 'Hello'],
    )
    assert.deepEqual(await read(), changed)
  })

  it('200: null returns a field, what is inside one, or a whole group to its default', async () => {
    await set({
      checkout: {
        require_email: true,
        require_phone: true,
        recovery_email: { enabled: true, delay_seconds: 900 },
      },
      legal: { terms_of_service_url: 'https://shop.example/terms' },
    })
    const changed = await set({
      checkout: { require_email: null, recovery_email: { delay_seconds: null } },
      legal: null,
    })
    assert.deepEqual(
      [changed.checkout.require_email, changed.checkout.require_phone, changed.checkout.recovery_email],
      [null, true, { enabled: true, delay_seconds: null }],
    )
    assert.equal(changed.legal.terms_of_service_url, null)
    assert.deepEqual((await effective()).checkout.recovery_email, { enabled: true, delay_seconds: 3600 })
  })

  it('200: maps go key by key, lists and addresses as a whole', async () => {
    await set({
      payment_limits: { max_amounts: { USD: 5000, EUR: 4000 } },
      checkout: { enabled_payment_options: ['card', 'ach_debit'] },
      invoices: { remit_to_address: { line1: '1 Main Street', city: 'Springfield' } },
    })
    const { payment_limits, checkout, invoices } = await set({
      payment_limits: { max_amounts: { USD: null, JPY: 9000 } },
      checkout: { enabled_payment_options: ['ach_debit'] },
      invoices: { remit_to_address: { line1: '2 Main Street' } },
    })
    assert.deepEqual(payment_limits.max_amounts, { EUR: 4000, JPY: 9000 })
    assert.deepEqual(checkout.enabled_payment_options, ['ach_debit'])
    assert.deepEqual(invoices.remit_to_address, { line1: '2 Main Street' })
  })

  it('200: the version grows with a change, and only then', async () => {
    const { version } = await read()
    assert.equal((await set({ receipts: { is_itemized: false } })).version, version + 1)
    assert.equal((await set({ receipts: { is_itemized: false } })).version, version + 1)
    assert.equal((await set({ branding: {} })).version, version + 1)
  })

  it('200: the group catalog counts its own changes', async () => {
    const { catalog: before } = await read()
    await set({ receipts: { is_itemized: false } })
    assert.equal((await read()).catalog.version, before.version)
    const { catalog } = await set({
      catalog: { default_delivery_profile_id: 'dprof_01J9ZZZZZZZZZZZZZZZZZZZZZZ' },
    })
    assert.equal(catalog.version, before.version + 1)
  })

  it('200: metadata merges by its own rules', async () => {
    await set({ metadata: { a: '1', b: '2' } })
    assert.deepEqual((await set({ metadata: { a: null, c: '3' } })).metadata, { b: '2', c: '3' })
    assert.deepEqual((await set({ metadata: {} })).metadata, { b: '2', c: '3' })
    assert.deepEqual((await set({ metadata: null })).metadata, {})
    await refused({ metadata: { flint_own: 'x' } }, [400, 'RESERVED_METADATA_KEY', 'metadata.flint_own'])
  })

  it('200: the same Idempotency-Key gives the same answer, and one change', async () => {
    const body = { receipts: { footer_text: 'Once' } }
    const [first, second] = [
      await patch(body, { idempotencyKey: 'settings-once' }),
      await patch(body, { idempotencyKey: 'settings-once' }),
    ]
    assert.deepEqual(first.data, second.data)
    assert.equal((await read()).version, first.data.version)
  })

  it('200: counts in this process at once, and on another node within a second', async () => {
    const node = await server.anotherNode()
    const maxOf = async (services: typeof server.services) => {
      const environment = await environments(services).find(await environmentId())
      return settingsOf(environment!).promotions.max_promotions_per_order
    }
    await maxOf(node.services)
    await set({ promotions: { max_promotions_per_order: 3 } })
    assert.equal(await maxOf(server.services), 3)
    server.clock.advance(1000)
    assert.equal(await maxOf(node.services), 3)
  })

  it('200: of many changes at once none is lost', async () => {
    const fields = [
      'require_email',
      'require_phone',
      'require_billing_address',
      'promotion_code_entry_enabled',
    ]
    const { version } = await read()
    await Promise.all(fields.map((field) => set({ checkout: { [field]: true } })))
    const { checkout, version: after } = await read()
    for (const field of fields) assert.equal(checkout[field], true, field)
    assert.equal(after, version + fields.length)
  })

  it('409 SETTINGS_CONCURRENT_MODIFICATION, with the version that there is', async () => {
    const { version } = await set({ receipts: { footer_text: 'Mine' } })
    await refused({ expected_version: version + 1, receipts: { footer_text: 'Yours' } }, [
      409,
      'SETTINGS_CONCURRENT_MODIFICATION',
      'expected_version',
    ])
    const { error } = await patch({ expected_version: 1_000_000, receipts: { footer_text: 'Yours' } })
    assert.equal(error.current_version, version)
    await set({ expected_version: version, receipts: { footer_text: 'Yours' } })
  })

  it('409: of two who read the same version, one changes it', async () => {
    const { version } = await read()
    const answers = await Promise.all(
      ['one', 'two'].map((text) => patch({ expected_version: version, receipts: { header_text: text } })),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  })

  it('400 NO_FIELDS_TO_UPDATE', async () => {
    await refused({}, [400, 'NO_FIELDS_TO_UPDATE', undefined])
    await refused({ expected_version: 1 }, [400, 'NO_FIELDS_TO_UPDATE', undefined])
  })

  it('400 UNKNOWN_FIELD for what is read only or nowhere', async () => {
    for (const [body, param] of [
      [{ checkout_domain_status: 'active' }, 'checkout_domain_status'],
      [{ catalog: { version: 7 } }, 'catalog.version'],
      [{ branding: { colour: '#112233' } }, 'branding.colour'],
      [{ checkout: { recovery_email: { delay: 900 } } }, 'checkout.recovery_email.delay'],
    ] as const)
      await refused(body, [400, 'UNKNOWN_FIELD', param])
  })
})

describe('PATCH /v1/settings: the limits of each field', () => {
  const cases: readonly (readonly [group: string, value: object, field: string, code?: string])[] = [
    ['branding', { accent_color: 'red' }, 'accent_color'],
    ['branding', { corner_radius: 33 }, 'corner_radius'],
    ['branding', { font_family: 'comic_sans' }, 'font_family'],
    ['catalog', { default_delivery_profile_id: 'dprof_1' }, 'default_delivery_profile_id'],
    ['checkout', { custom_domain: 'https://pay.shop.example' }, 'custom_domain'],
    ['checkout', { default_delivery_method_ids: ['dmet_1'] }, 'default_delivery_method_ids[0]'],
    ['checkout', { default_expires_in_seconds: 59 }, 'default_expires_in_seconds'],
    ['checkout', { default_expires_in_seconds: 86_401 }, 'default_expires_in_seconds'],
    ['checkout', { enabled_payment_options: [] }, 'enabled_payment_options'],
    ['checkout', { enabled_payment_options: ['cash'] }, 'enabled_payment_options[0]'],
    ['checkout', { recovery_email: { delay_seconds: 899 } }, 'recovery_email.delay_seconds'],
    ['checkout', { recovery_email: { delay_seconds: 961 } }, 'recovery_email.delay_seconds'],
    ['checkout', { require_email: 'yes' }, 'require_email', 'INVALID_FIELD_TYPE'],
    ['customer_account', { mode: 'none' }, 'mode'],
    ['customer_account', { merchant_account_url: 'javascript:alert(1)' }, 'merchant_account_url'],
    [
      'customer_account',
      { buyer_capabilities: { pause: { max_cycles: 13 } } },
      'buyer_capabilities.pause.max_cycles',
    ],
    [
      'customer_account',
      { buyer_capabilities: { retention_offer: { kind: 'pause_instead' } } },
      'buyer_capabilities.retention_offer.pause_cycles',
      'FIELD_REQUIRED',
    ],
    ['customer_email_delivery', { dunning: 'nobody' }, 'dunning'],
    ['fulfillment', { approval_required: 1 }, 'approval_required', 'INVALID_FIELD_TYPE'],
    ['inventory', { low_stock_threshold: -1 }, 'low_stock_threshold'],
    [
      'inventory',
      { origin_policies: { api: { post_payment_inventory_failure_action: 'x' } } },
      'origin_policies.api.post_payment_inventory_failure_action',
    ],
    ['invoices', { invoice_number_prefix: 'INV 1' }, 'invoice_number_prefix'],
    ['invoices', { credit_note_number_prefix: 'A'.repeat(13) }, 'credit_note_number_prefix'],
    ['invoices', { default_memo: 'x'.repeat(4097) }, 'default_memo'],
    ['invoices', { reply_to_email: 'nobody' }, 'reply_to_email'],
    ['invoices', { timezone: 'Mars/Olympus' }, 'timezone', 'INVALID_TIMEZONE'],
    [
      'invoices',
      { reminder_policy: { rules: [{ days_from_due: -91 }] } },
      'reminder_policy.rules[0].days_from_due',
    ],
    [
      'invoices',
      { autopay_retry_policy: { retry_day_offsets: [1, 2, 3, 4, 5, 6] } },
      'autopay_retry_policy.retry_day_offsets',
    ],
    [
      'invoices',
      {
        payment_policy: {
          payment_option_limits: { card: { min_amount_money: usd(500), max_amount_money: usd(400) } },
        },
      },
      'payment_policy.payment_option_limits.card.min_amount_money.amount',
    ],
    ['legal', { terms_of_service_url: 'ftp://shop.example/terms' }, 'terms_of_service_url'],
    ['payment_limits', { max_amounts: { usd: 100 } }, 'max_amounts.usd', 'UNSUPPORTED_CURRENCY'],
    ['payment_limits', { max_amounts: { USD: 0 } }, 'max_amounts.USD'],
    ['payment_limits', { max_amounts: { USD: 100 }, min_amounts: { USD: 101 } }, 'min_amounts.USD'],
    ['promotions', { max_promotions_per_order: 0 }, 'max_promotions_per_order'],
    ['promotions', { max_promotions_per_order: 21 }, 'max_promotions_per_order'],
    ['receipts', { header_text: 'x'.repeat(1001) }, 'header_text'],
    ['subscriptions', { dunning_retry_days: 0 }, 'dunning_retry_days'],
    ['tax', { default_line_item_tax_category: 'weapons' }, 'default_line_item_tax_category'],
    ['tax', { default_delivery_tax_category: 'general' }, 'default_delivery_tax_category'],
    ['tax_identity', { registered_address: { country: 'usa' } }, 'registered_address.country'],
    ['tipping', { tip_percent_options: [10, 15] }, 'tip_percent_options'],
    ['tipping', { tip_percent_options: [0, 15, 20] }, 'tip_percent_options[0]'],
    ['tipping', { tip_percent_options: [10, 12.12345, 20] }, 'tip_percent_options[1]'],
    [
      'tipping',
      { smart_tip_money_options: [usd(1), usd(2), { amount: 3, currency: 'EUR' }] },
      'smart_tip_money_options[2].currency',
      'CURRENCY_MISMATCH',
    ],
    ['tipping', { is_custom_tip_enabled: false, default_tip_percent: 12 }, 'default_tip_percent'],
    [
      'tipping',
      { default_smart_tip_money: { amount: 100, currency: 'EUR' } },
      'default_smart_tip_money.currency',
      'CURRENCY_MISMATCH',
    ],
  ]
  for (const [group, value, field, code = 'INVALID_REQUEST'] of cases)
    it(`${group}.${field}: 400 ${code}, ${JSON.stringify(value).slice(0, 80)}`, () =>
      refused({ [group]: value }, [400, code, `${group}.${field}`]))

  it('a field that is right by itself is checked against one that was set before', async () => {
    await set({ payment_limits: { max_amounts: { USD: 100 } } })
    await refused({ payment_limits: { min_amounts: { USD: 200 } } }, [
      400,
      'INVALID_REQUEST',
      'payment_limits.min_amounts.USD',
    ])
  })
})

describe('PATCH /v1/settings: tax ids', () => {
  const vat = { type: 'eu_vat', value: 'IE6388047V', country: 'IE' }
  const ein = { type: 'us_ein', value: '12-3456789' }

  it('each gets an id, which it keeps as long as it stays', async () => {
    const { version } = await read()
    const first = await set({ expected_version: version, tax_identity: { tax_ids: [vat] } })
    const [kept] = first.tax_identity.tax_ids
    assert.match(kept.merchant_tax_id, /^dti_[0-9A-HJKMNP-TV-Z]{26}$/)
    const second = await set({
      expected_version: first.version,
      tax_identity: { legal_name: 'Lamps Ltd', tax_ids: [ein, kept] },
    })
    assert.deepEqual(
      second.tax_identity.tax_ids.map(({ value }: any) => value),
      [ein.value, vat.value],
    )
    assert.equal(second.tax_identity.tax_ids[1].merchant_tax_id, kept.merchant_tax_id)
    const third = await set({ expected_version: second.version, tax_identity: { tax_ids: [vat] } })
    assert.deepEqual(third.tax_identity.tax_ids, [kept])
  })

  it('400 EXPECTED_VERSION_REQUIRED for replacing them, not for the rest of the group', async () => {
    for (const tax_identity of [{ tax_ids: [vat] }, { tax_ids: null }, null])
      await refused({ tax_identity }, [400, 'EXPECTED_VERSION_REQUIRED', 'expected_version'])
    await set({ tax_identity: { legal_name: 'Lamps Ltd' } })
  })

  it('400 for an id that was not given out, for one twice, and for more than 20', async () => {
    const { version: expected_version } = await read()
    await refused({ expected_version, tax_identity: { tax_ids: [{ ...vat, merchant_tax_id: 'dti_1' }] } }, [
      400,
      'SERVER_GENERATED_ID',
      'tax_identity.tax_ids[0].merchant_tax_id',
    ])
    await refused({ expected_version, tax_identity: { tax_ids: [vat, ein, vat] } }, [
      400,
      'INVALID_REQUEST',
      'tax_identity.tax_ids[2]',
    ])
    const many = Array.from({ length: 21 }, (_, number) => ({ ...ein, value: String(number) }))
    await refused({ expected_version, tax_identity: { tax_ids: many } }, [
      400,
      'INVALID_REQUEST',
      'tax_identity.tax_ids',
    ])
  })
})

const environmentId = async (): Promise<string> => {
  const { rows } = await server.services.db.query('SELECT environment_id FROM environments WHERE is_default')
  return rows[0]['environment_id']
}
