import type { SeededRandom } from '../support/seeded-random.ts'
import { type Caller, usd } from '../support/money-calls.ts'
import type { Article, Basket, Fee, Place, Voucher } from './shop-bill.ts'
import { vouchers } from './shop-bill.ts'
import { made } from './shop-calls.ts'

/** What is for sale, with the prices as the shop knows them, and what the shop gives away. */
export type Shop = {
  /** One article of a kind; `extras` from 0 on chooses what comes on top. */
  latte(quantity: number, extras: number): Article
  beans(quantity: number): Article
  mug(quantity: number): Article
  shirt(quantity: number): Article
  breakfast(quantity: number): Article
  engraving(quantity: number): Article
  promotionIds: Record<Voucher, string>
}

const list = { modifier_group_type: 'list' }

export const stockTheShelves = async (flint: Caller): Promise<Shop> => {
  const post = (path: string, body: object) => made(flint, path, body)
  for (const name of ['Drinks', 'Food', 'Clothing', 'Mugs']) await post('/v1/categories', { name })

  const milk = await post('/v1/modifier-groups', {
    name: 'Milk',
    ...list,
    required: true,
    max_selections: 1,
    modifiers: [{ name: 'Whole' }, { name: 'Oat', price_delta_money: usd(60) }],
  })
  const extra = await post('/v1/modifier-groups', {
    name: 'Extras',
    ...list,
    allow_quantity: true,
    modifiers: [
      { name: 'Shot', price_delta_money: usd(80) },
      { name: 'Own cup', price_delta_money: usd(-25) },
    ],
  })
  const cup = await post('/v1/modifier-groups', {
    name: 'Name on the cup',
    modifier_group_type: 'text',
    max_text_length: 20,
  })
  const coffee = await post('/v1/modifier-sets', {
    name: 'Coffee',
    modifier_groups: [milk, extra, cup].map(({ modifier_group_id }) => ({ modifier_group_id })),
  })

  const latte = await post('/v1/products', {
    name: 'Latte',
    product_type: 'physical',
    categories: ['drinks'],
    modifier_set_id: coffee.modifier_set_id,
    options: [{ name: 'Size', values: [{ value: 'Small' }, { value: 'Large' }] }],
    variants: [
      { sku: 'LATTE-S', unit_price_money: usd(380), selected_options: [{ name: 'Size', value: 'Small' }] },
      { sku: 'LATTE-L', unit_price_money: usd(465), selected_options: [{ name: 'Size', value: 'Large' }] },
    ],
  })
  const { data: sizes } = await flint.call('GET', `/v1/products/${latte.product_id}/variants`)
  const small = sizes.find(({ sku }: any) => sku === 'LATTE-S').variant_id
  const large = sizes.find(({ sku }: any) => sku === 'LATTE-L').variant_id

  const plain = async (name: string, category: string, price: number, tax?: string): Promise<string> => {
    const { default_variant_id } = await post('/v1/products', {
      name,
      product_type: 'physical',
      categories: [category],
      default_variant: { unit_price_money: usd(price), ...(tax ? { line_item_tax_category: tax } : {}) },
    })
    return default_variant_id
  }
  const beans = await plain('Beans', 'food', 1199, 'food')
  const mug = await plain('Mug', 'mugs', 1450)
  const shirt = await plain('Shirt', 'clothing', 2430, 'clothing')
  const { bundle_id } = await post('/v1/bundles', {
    name: 'Breakfast',
    unit_price_money: usd(2299),
    components: [
      { variant_id: mug, quantity: 1 },
      { variant_id: beans, quantity: 1 },
    ],
  })

  const [whole, oat] = milk.modifiers.map(({ modifier_id }: any) => ({ modifier_id }))
  const [shot, ownCup] = extra.modifiers.map(({ modifier_id }: any) => ({ modifier_id }))
  const called = { modifier_group_id: cup.modifier_group_id, text: 'Ada' }
  /** What people have on top of a latte, and what it makes of the price. */
  const tastes = [
    { variant_id: small, modifiers: [whole], unit: 380 },
    { variant_id: small, modifiers: [oat, { ...shot, quantity: 2 }], unit: 380 + 60 + 160 },
    { variant_id: large, modifiers: [oat, ownCup], unit: 465 + 60 - 25 },
    { variant_id: large, modifiers: [whole, { ...shot, quantity: 1 }, called], unit: 465 + 80 },
  ]

  const variant =
    (name: string, shelf: Article['shelf'], variant_id: string, unit: number) => (quantity: number) => ({
      name,
      shelf,
      unit,
      quantity,
      line: { variant_id },
    })
  return {
    latte: (quantity, extras) => {
      const { unit, ...line } = tastes[extras % tastes.length]!
      return { name: 'Latte', shelf: 'drinks', unit, quantity, line }
    },
    beans: variant('Beans', 'food', beans, 1199),
    mug: variant('Mug', 'mugs', mug, 1450),
    shirt: variant('Shirt', 'clothing', shirt, 2430),
    breakfast: (quantity) => ({
      name: 'Breakfast',
      shelf: 'other',
      unit: 2299,
      quantity,
      line: { bundle_id },
    }),
    engraving: (quantity) => ({
      name: 'Engraving',
      shelf: 'other',
      unit: 733,
      quantity,
      line: { name: 'Engraving', unit_price_money: usd(733) },
    }),
    promotionIds: await announceVouchers(flint),
  }
}

const announceVouchers = async (flint: Caller): Promise<Record<Voucher, string>> => {
  const percentOff = (voucher: 'LARGE' | 'WELCOME' | 'MUGS' | 'SHIPFREE', more: object = {}) => ({
    type: 'percent_off',
    percent_off: vouchers[voucher].percent,
    ...more,
  })
  const from = (amount: number) => [{ field: 'order.subtotal', operator: 'gte', value: amount }]
  const announce = async (voucher: Voucher, body: object): Promise<string> => {
    const codes = voucher === 'LARGE' ? {} : { codes: [{ code: voucher }] }
    return (await made(flint, '/v1/promotions', { name: voucher, ...codes, ...body })).promotion_id
  }
  return {
    LARGE: await announce('LARGE', {
      redemption_type: 'automatic',
      application_method: percentOff('LARGE'),
      eligibility_rules: from(vouchers.LARGE.from),
      combines_with: { service_charge: true },
    }),
    WELCOME: await announce('WELCOME', {
      application_method: percentOff('WELCOME'),
      max_uses_per_customer: 1,
    }),
    FIVEOFF: await announce('FIVEOFF', {
      application_method: { type: 'amount_off', amount_off_money: usd(vouchers.FIVEOFF.amount) },
      eligibility_rules: from(vouchers.FIVEOFF.from),
      max_uses: vouchers.FIVEOFF.maxUses,
    }),
    MUGS: await announce('MUGS', {
      discount_class: 'line_item',
      application_method: percentOff('MUGS', {
        allocation: 'each',
        discounted_item_rules: [{ field: 'line.category', operator: 'contains', value: 'mugs' }],
      }),
    }),
    SHIPFREE: await announce('SHIPFREE', {
      discount_class: 'service_charge',
      application_method: percentOff('SHIPFREE'),
      combines_with: { order: true },
    }),
  }
}

/** A basket as it happens: one to three kinds of articles, delivered or not, with a tip or without. */
export const someBasket = (shop: Shop, random: SeededRandom, special: Partial<Basket> = {}): Basket => {
  const kinds: ((quantity: number) => Article)[] = [
    (quantity) => shop.latte(quantity, random.below(4)),
    shop.beans,
    shop.mug,
    shop.shirt,
    shop.breakfast,
    shop.engraving,
  ]
  const articles = Array.from({ length: 1 + random.below(3) }, () => {
    const [kind] = kinds.splice(random.below(kinds.length), 1)
    return kind!(1 + random.below(3))
  })
  const fees: Fee[][] = [[], [], [{ type: 'delivery_fee', amount: 499 }], [{ percent: 3 }]]
  const places: (Place | null)[] = [null, 'newYork', 'newYork', 'texas', 'oregon']
  const tips: Basket['tip'][] = [null, null, { amount: 150 }, { percent: 15 }]
  return {
    articles,
    fees: fees[random.below(fees.length)]!,
    place: places[random.below(places.length)]!,
    tip: tips[random.below(tips.length)]!,
    ...special,
  }
}
